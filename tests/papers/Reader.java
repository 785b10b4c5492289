// SPDX-License-Identifier: EUPL-1.2

// BouncyCastle as a reader that shares no code with ours: opens an envelope, or judges a container.
//
// usage: java Reader.java open KEY.pem BUNDLE CONTAINER     writes what is inside
//        java Reader.java judge SENDER.pem CONTAINER        says nothing, or why not
//        java Reader.java batch FILE                        lines of the above; a line of answer for each
//
// It judges by the standards alone (EN 319 162-1, EN 319 122-1) and by one certificate that is believed.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.KeyAgreeRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientOperator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.InputAEADDecryptor;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

public class Reader {
  static final String ASIC = "http://uri.etsi.org/02918/v1.2.1#";
  static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
  static final String LIST = "META-INF/ASiCManifest001.xml";
  static final String SIGNATURE = "META-INF/signature001.p7s";
  static final int TAG_BYTES = 16;

  /** What is wrong with a file. */
  static class Wrong extends Exception {
    Wrong(String why) {
      super(why);
    }
  }

  static void must(boolean holds, String otherwise) throws Wrong {
    if (!holds) throw new Wrong(otherwise);
  }

  // ---- Opening ----

  /** ECDH for AuthEnvelopedData: BouncyCastle 1.72 has that for key transport only. */
  static class AgreeRecipient extends JceKeyAgreeRecipient {
    AgreeRecipient(PrivateKey key) {
      super(key);
    }

    @Override
    public RecipientOperator getRecipientOperator(
        AlgorithmIdentifier agreement, AlgorithmIdentifier content, SubjectPublicKeyInfo sender,
        ASN1OctetString material, byte[] wrapped) throws CMSException {
      Key key = extractSecretKey(agreement, content, sender, material, wrapped);
      return new RecipientOperator(new GcmDecryptor(key, content));
    }
  }

  /** Reads all, and gives nothing that is not authentic. */
  static class GcmDecryptor implements InputAEADDecryptor {
    private final Key key;
    private final AlgorithmIdentifier algorithm;

    GcmDecryptor(Key key, AlgorithmIdentifier algorithm) {
      this.key = key;
      this.algorithm = algorithm;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return algorithm;
    }

    @Override
    public InputStream getInputStream(InputStream sealed) {
      try {
        GCMParameters parameters = GCMParameters.getInstance(algorithm.getParameters());
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key,
                    new GCMParameterSpec(8 * parameters.getIcvLen(), parameters.getNonce()));
        return new ByteArrayInputStream(cipher.doFinal(sealed.readAllBytes()));
      } catch (Exception e) {
        throw new IllegalStateException("the content is not authentic: " + e.getMessage());
      }
    }

    @Override
    public OutputStream getAADStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public byte[] getMAC() {
      return new byte[0];
    }
  }

  static PrivateKey readKey(String path) throws Exception {
    try (PEMParser parser = new PEMParser(new FileReader(path))) {
      for (Object one = parser.readObject(); one != null; one = parser.readObject()) {
        if (one instanceof PrivateKeyInfo)
          return new JcaPEMKeyConverter().setProvider("BC").getPrivateKey((PrivateKeyInfo) one);
        if (one instanceof PEMKeyPair)
          return new JcaPEMKeyConverter().setProvider("BC").getKeyPair((PEMKeyPair) one).getPrivate();
      }
    }
    throw new IOException("no key in " + path);
  }

  static byte[] open(String keyPath, String bundle) throws Exception {
    PrivateKey key = readKey(keyPath);
    CMSAuthEnvelopedData envelope = new CMSAuthEnvelopedData(Files.readAllBytes(Path.of(bundle)));
    Exception last = new Wrong("no recipient");

    must(envelope.getMac().length == TAG_BYTES, "a tag of another length");
    for (RecipientInformation one : envelope.getRecipientInfos().getRecipients()) {
      boolean agrees = one instanceof KeyAgreeRecipientInformation;
      if (agrees != key.getAlgorithm().startsWith("EC")) continue;
      try {
        return one.getContent(agrees ? new AgreeRecipient(key).setProvider("BC")
                                     : new JceKeyTransAuthEnvelopedRecipient(key).setProvider("BC"));
      } catch (CMSException | IllegalStateException e) {
        last = e;
      }
    }
    throw last;
  }

  // ---- Judging ----

  /** The entries by the directory; the same by walking along the headers. */
  static Map<String, byte[]> readZip(String path) throws Exception {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    Map<String, byte[]> again = new LinkedHashMap<>();

    try (ZipFile zip = new ZipFile(path)) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator)
        must(parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes()) == null,
             "a name twice");
    }
    try (ZipInputStream zip = new ZipInputStream(new FileInputStream(path))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
        must(again.put(entry.getName(), zip.readAllBytes()) == null, "a name twice");
    }
    must(parts.keySet().equals(again.keySet()), "headers and directory differ");
    for (String name : parts.keySet())
      must(Arrays.equals(parts.get(name), again.get(name)), "headers and directory differ");
    must(parts.keySet().iterator().next().equals("mimetype"), "mimetype is not first");
    must("application/vnd.etsi.asic-e+zip".equals(new String(parts.get("mimetype"))),
         "another mimetype");
    return parts;
  }

  static byte[] digest(String algorithm, byte[] bytes) throws Exception {
    return MessageDigest.getInstance(algorithm).digest(bytes);
  }

  /** CAdES-BASELINE-B: signing-certificate-v2 names the certificate that is believed. */
  static void checkBinding(SignerInformation signer, X509Certificate sender) throws Exception {
    Attribute attribute =
        signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    must(attribute != null && attribute.getAttrValues().size() == 1, "no signing-certificate-v2");
    ESSCertIDv2 first =
        SigningCertificateV2.getInstance(attribute.getAttrValues().getObjectAt(0)).getCerts()[0];
    boolean isSha256 =
        first.getHashAlgorithm().getAlgorithm().equals(NISTObjectIdentifiers.id_sha256);
    byte[] wanted = digest(isSha256 ? "SHA-256" : "SHA-384", sender.getEncoded());
    must(Arrays.equals(first.getCertHash(), wanted), "signing-certificate-v2 names another");
    must(signer.getSignedAttributes().get(PKCSObjectIdentifiers.pkcs_9_at_signingTime) != null,
         "no signing time");
  }

  static void checkSignature(byte[] list, byte[] der, X509Certificate sender) throws Exception {
    CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(list), der);

    must(signed.isDetachedSignature(), "content inside the signature");
    must(signed.getSignerInfos().size() == 1, "not one signer");
    SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();
    must(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(sender)),
         "the signature does not fit");
    checkBinding(signer, sender);
    // Digital signature or non-repudiation.
    must(sender.getKeyUsage()[0] || sender.getKeyUsage()[1], "a certificate for something else");
  }

  static void checkList(Map<String, byte[]> parts) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root = factory.newDocumentBuilder()
                       .parse(new ByteArrayInputStream(parts.get(LIST))).getDocumentElement();
    Set<String> listed = new HashSet<>();

    must(ASIC.equals(root.getNamespaceURI()) && "ASiCManifest".equals(root.getLocalName()),
         "no ASiCManifest");
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (!(node instanceof Element)) continue;
      Element element = (Element) node;
      String name = element.getAttribute("URI");
      if ("SigReference".equals(element.getLocalName())) {
        must(SIGNATURE.equals(name), "another signature is named");
        continue;
      }
      must("DataObjectReference".equals(element.getLocalName()), "something else in the list");
      Element method = (Element) element.getElementsByTagNameNS(DSIG, "DigestMethod").item(0);
      Element value = (Element) element.getElementsByTagNameNS(DSIG, "DigestValue").item(0);
      must("http://www.w3.org/2001/04/xmlenc#sha256".equals(method.getAttribute("Algorithm")),
           "another digest");
      must(parts.containsKey(name), "a listed part is missing");
      must(Arrays.equals(Base64.getDecoder().decode(value.getTextContent()),
                         digest("SHA-256", parts.get(name))), "a digest differs");
      must(listed.add(name), "a part is listed twice");
    }
    for (String name : parts.keySet())
      must(listed.contains(name) || name.equals("mimetype") || name.startsWith("META-INF/"),
           "a part that is not listed");
  }

  static void judge(String pem, String path) throws Exception {
    X509Certificate sender;
    try (InputStream stream = new ByteArrayInputStream(certificateOf(pem))) {
      sender = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
    }
    Map<String, byte[]> parts = readZip(path);
    must(parts.containsKey(LIST) && parts.containsKey(SIGNATURE), "nothing is signed");
    checkSignature(parts.get(LIST), parts.get(SIGNATURE), sender);
    checkList(parts);
  }

  /** Java takes no words before the first certificate of a file. */
  static byte[] certificateOf(String pem) throws IOException {
    String text = Files.readString(Path.of(pem));
    return text.substring(text.indexOf("-----BEGIN CERTIFICATE-----")).getBytes();
  }

  // ---- The command ----

  static String run(String[] words) {
    try {
      if (words[0].equals("open") && words.length == 4)
        Files.write(Path.of(words[3]), open(words[1], words[2]));
      else if (words[0].equals("judge") && words.length == 3)
        judge(words[1], words[2]);
      else
        return "wrong use";
      return "";
    } catch (Exception e) {
      return (e.getClass().getSimpleName() + ": " + e.getMessage()).replace('\n', ' ');
    }
  }

  public static void main(String[] words) throws IOException {
    java.security.Security.addProvider(new BouncyCastleProvider());
    if (words.length == 2 && words[0].equals("batch")) {
      try (BufferedReader lines = new BufferedReader(new FileReader(words[1]))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine())
          System.out.println("= " + run(line.split("\t")));
      }
      return;
    }
    String said = words.length == 0 ? "wrong use" : run(words);
    if (!said.isEmpty()) {
      System.err.println(said);
      System.exit(1);
    }
  }
}
