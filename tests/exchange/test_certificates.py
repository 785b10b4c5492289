#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Certificates from the issuer of an organisation, and what it took back: two stores, an issuer made by
OpenSSL with one above it, and OpenSSL and GnuTLS as readers of what we ask and get.

usage: test_certificates.py GEZIN
"""
import base64
import os
import re
import shutil
import subprocess
import sys
import time

from authority import Authority, moment, openssl, read, write
from pair import PURPOSE, Pair
from command import Claims, expect

claims = Claims("certificates")
claim = claims.claim


class World(Pair):
    """Two stores, each with a request; the issuer of their organisations."""

    def __init__(self, gezin, folder):
        super().__init__(gezin, folder)
        self.root = Authority(folder, "Hoofd", key=("-algorithm", "EC", "-pkeyopt",
                                                     "ec_paramgen_curve:P-384"))
        self.authority = Authority(folder, "Uitgever", above=self.root)
        self.requests = {store.path: self.request(store) for store in (self.one, self.two)}

    def place(self, name):
        return os.path.join(self.folder, name)

    def request(self, store, name="aanvraag"):
        """Two files: for signing, for encryption."""
        path = self.place(f"{os.path.basename(store.path)}-{name}.pem")
        store.run("card", "--request", "-o", path)
        blocks = re.findall(rb"-----BEGIN CERTIFICATE REQUEST-----.*?-----END CERTIFICATE REQUEST-----\n",
                            read(path), re.DOTALL)
        expect(b"".join(blocks) == read(path), "something else is in the request")
        return [write(f"{path}.{number}", block) for number, block in enumerate(blocks)]

    def issued(self, store, authority=None, *more):
        authority = authority or self.authority
        return [authority.issue(path, path + ".cert", *more) for path in self.requests[store.path]]

    def card(self, store, name):
        path = self.place(name)
        answer = store.json("card", "-o", path)
        self.cards[store.path] = answer["fingerprint"]
        return path, answer

    def bundle(self, name):
        """From the first to the second, as a file."""
        path = self.place(name)
        made = self.one.json("export", self.dossier, "--to", self.cards[self.two.path], "--purpose",
                             PURPOSE, "-o", path)
        return path, made

    def peer(self, store, other):
        """How the card of @other that is in use stands in @store."""
        return [row for row in store.json("peer", "list") if row["fingerprint"] == self.cards[other.path]][0]

    def lists(self, name):
        """New ones of both issuers, taken in by both stores."""
        for authority in (self.root, self.authority):
            path = authority.list(name)
            for store in (self.one, self.two):
                store.run("peer", "revocation", path)


def setup(gezin, folder):
    return World(gezin, folder)


STATE = ["card", "peer list", "peer revocation", "ledger", "list", "audit"]


def refused(store, lines, status):
    """Each line of a batch refused with @status and its sentence, and nothing that the store tells of is
    other than before."""
    n_state = len(STATE)
    told = store.batch([*STATE, *(line for line, _ in lines), *STATE], "--keep-going", status=status)
    expect(told[:n_state] == told[-n_state:], [line for line, _ in lines])
    answers = told[n_state:-n_state]
    for (line, said), answer in zip(lines, answers):
        expect(answer.get("status") == status and said in answer.get("error", ""), (line, said, answer))
    return {answer["error"] for answer in answers}


@claim("openssl and certtool read and verify both requests and what they ask for")
def _(w):
    for path, usage, other in zip(w.requests[w.one.path], ("Non Repudiation", "Key Agreement"),
                                  ("Key Agreement", "Non Repudiation")):
        text = openssl("req", "-in", path, "-verify", "-noout", "-text").decode()
        expect(f"Key Usage: critical\n                    {usage}\n" in text and other not in text, text)
        expect("CA:FALSE" in text and "Subject Key Identifier" in text, text)
        expect("Subject: O = Wijkteam anna, CN = Anna\n" in text, text)
        expect("ASN1 OID: prime256v1" in text and text.count("X509v3 ") == 3, text)
        if shutil.which("certtool"):
            told = subprocess.run(["certtool", "--crq-info", "--infile", path], capture_output=True,
                                  check=True).stdout.decode()
            expect("Self signature: verified" in told and "CN=Anna,O=Wijkteam anna" in told, told)
    log = [event["action"] for event in w.one.json("audit")]
    expect(log.count("request-certificates") == 1, log)


@claim("each wrong answer of an issuer is refused with its own sentence and changes nothing")
def _(w):
    sign, seal = w.requests[w.one.path]
    good = b"".join(w.issued(w.one))
    chain = w.authority.chain()
    first = read(sign + ".cert")
    answers = {}

    def add(name, content, sentence):
        answers[name] = (write(w.place(name), content), sentence)

    add("garbage", b"geen certificaat\n" * 30, "There is no certificate in this file")
    add("empty", b"", "There is no certificate in this file")
    add("large", b"x" * (10 << 20), "larger than certificates can be")
    add("theirs", b"".join(w.issued(w.two)) + chain, "for the keys of somebody else")
    add("half", first + chain, "there is one")
    add("chain", good, "certificate of the issuer is not in this file")
    add("root-only", good + w.root.chain(), "certificate of the issuer is not in this file")
    swapped = w.place("swapped.ext")
    for name, extensions, sentence in (
            ("usage", "basicConstraints=CA:FALSE\nkeyUsage=critical,keyAgreement\n", "non-repudiation"),
            ("ca", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature\n",
             "non-repudiation")):
        write(swapped, f"[x]\n{extensions}".encode())
        add(name, openssl("x509", "-req", "-in", sign, "-CA", w.authority.place("ca.pem"), "-CAkey",
                          w.authority.place("ca.key"), "-extfile", swapped, "-extensions", "x", "-days", "9")
            + read(seal + ".cert") + chain, sentence)
    write(swapped, b"[x]\nkeyUsage=critical,keyAgreement\nsubjectKeyIdentifier=none\n")
    add("key-id", first + openssl("x509", "-req", "-in", seal, "-CA", w.authority.place("ca.pem"), "-CAkey",
                                  w.authority.place("ca.key"), "-extfile", swapped, "-extensions", "x",
                                  "-days", "9") + chain, "no subject key identifier")
    ended = ("-startdate", moment(-20), "-enddate", moment(-2))
    add("expired", b"".join(w.issued(w.one, None, *ended)) + chain, "has expired")
    later = ("-startdate", moment(3), "-enddate", moment(9))
    add("not-yet", b"".join(w.issued(w.one, None, *later)) + chain, "not valid yet")
    weak = Authority(w.folder, "Zwak", digest="sha1")
    add("weak", b"".join(w.issued(w.one, weak)) + weak.chain(), "too weak")
    small = Authority(w.folder, "Klein", key=("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"))
    add("small", b"".join(w.issued(w.one, small)) + small.chain(), "too weak")
    other = ("-subj", "/O=Wijkteam elders/CN=Anna")
    add("name", b"".join(w.issued(w.one, None, *other)) + chain, "names another organisation")
    add("nobody", b"".join(w.issued(w.one, None, "-subj", "/CN=Anna")) + chain, "names another organisation")
    add("key", read(w.authority.place("ca.key")), "There is no certificate in this file")
    said = refused(w.one, [("card --certify " + path, sentence) for path, sentence in answers.values()], 4)
    expect(len(said) == 11, sorted(said))
    w.one.run("card", "--certify", answers["name"][0], "--request", status=2)


@claim("the card gets the certificates and their issuers and says other words; the same again changes nothing")
def _(w):
    before = w.one.json("card")
    certificates = b"".join(w.issued(w.one))
    answer = write(w.place("antwoord.pem"), b"Van de uitgever:\n" + certificates + w.authority.chain())
    packed = w.place("antwoord.p7b")
    openssl("crl2pkcs7", "-nocrl", "-certfile", answer, "-outform", "DER", "-out", packed)
    after = w.one.json("card", "--certify", packed)
    expect(before["issuer"] is None and before["revocation"] is None, before)
    expect(after["issuer"] == "Uitgever" and after["revocation"] == "not-checked", after)
    expect(after["words"] != before["words"] and after["fingerprint"] != before["fingerprint"], after)
    expect(w.one.json("card", "--certify", answer) == after, "the same in PEM")
    log = [event for event in w.one.json("audit") if event["action"] == "certify-keys"]
    expect([event["subject"] for event in log] == [after["fingerprint"]], log)
    path, _ = w.card(w.one, "anna-2.gezin-card")
    text = openssl("cms", "-verify", "-inform", "DER", "-in", path, "-CAfile", w.root.place("ca.pem"),
                   "-purpose", "any", "-cades").decode()
    expect(text.count("<issuer>") == 2, text)
    for name, use in (("signing", "Digital Signature|Non Repudiation"), ("encryption", "Key Agreement")):
        der = base64.b64decode(re.search(f"<{name}>(.*?)</{name}>", text).group(1))
        path = write(w.place(name + ".der"), der)
        openssl("verify", "-CAfile", w.root.place("ca.pem"), "-untrusted", w.authority.place("ca.pem"), path)
        expect(re.search(use, openssl("x509", "-in", path, "-noout", "-text").decode()), name)
        if shutil.which("certtool"):
            subprocess.run(["certtool", "-i", "--inder", "--infile", path], capture_output=True, check=True)


@claim("a card with other certificates is shouted and not followed until its words are compared")
def _(w):
    old = w.two.json("peer", "list")[0]["fingerprint"]
    path, _ = w.card(w.one, "anna-2.gezin-card")
    shown = w.two.run("peer", "add", path).out
    expect("CAREFUL" in shown, shown)
    peers = {row["fingerprint"]: row for row in w.two.json("peer", "list")}
    expect(peers[w.cards[w.one.path]]["replaces"] == old, peers)
    expect([peers[f]["state"] for f in (old, w.cards[w.one.path])] == ["trusted", "new"], peers)
    bundle, _ = w.bundle("te-vroeg.gezin")
    refused(w.two, [("import " + bundle, "compared the words of the sender's card")], 4)
    w.two.run("peer", "trust", w.cards[w.one.path])
    peers = {row["fingerprint"]: row["state"] for row in w.two.json("peer", "list")}
    expect([peers[f] for f in (old, w.cards[w.one.path])] == ["replaced", "trusted"], peers)


@claim("without a list it is told that nobody looked and kept with what was taken in")
def _(w):
    bundle, made = w.bundle("eerste.gezin")
    expect(made["revocation"] is None, made)
    expect("There is no list of revoked certificates here" in w.two.run("verify", bundle, status=1).out, "silent")
    preview = w.two.json("import", "--preview", bundle)
    expect(preview["revocation"] == "not-checked", preview)
    answer = w.two.json("import", bundle)
    expect(answer["revocation"] == "not-checked" and answer["dossiers"][0]["added"] > 0, answer)
    row = [line for line in w.two.json("ledger") if line["direction"] == "in"][0]
    expect(row["revocation"] == "not-checked" and row["revocation-at"] is not None, row)
    w.authority.issue(w.requests[w.two.path][0], w.place("b1.pem"))
    w.authority.issue(w.requests[w.two.path][1], w.place("b2.pem"))
    w.two.run("card", "--certify", write(w.place("b.pem"), read(w.place("b1.pem")) + read(w.place("b2.pem"))
                                         + w.authority.chain()))
    path, _ = w.card(w.two, "rvt-2.gezin-card")
    w.one.run("peer", "add", path)
    w.one.run("peer", "trust", w.cards[w.two.path])
    for record in w.one.json("show", w.dossier, "--kind", "organisation")["records"]:
        if record["fields"]["name"] == "Wijkteam rvt":
            w.one.run("set", w.dossier, record["id"], "peer=" + w.cards[w.two.path])
    expect(w.peer(w.one, w.two)["revocation"] == "not-checked", "silent")
    expect("not checked: no list" in w.one.run("peer", "list").out, "not shown")


@claim("each wrong list is refused with its own sentence and changes nothing")
def _(w):
    stranger = Authority(w.folder, "Vreemde")
    der = openssl("crl", "-in", w.authority.list("echt.crl"), "-outform", "DER")
    turned = bytearray(der)
    turned[-5] ^= 1
    lines = []
    for name, content, sentence in (
            ("garbage", b"geen lijst\n" * 99, "no list of revoked certificates"),
            ("empty", b"", "no list of revoked certificates"),
            ("certificate", w.authority.chain(), "no list of revoked certificates"),
            ("cut", der[:-7], "no list of revoked certificates"),
            ("more", der + b"x", "no list of revoked certificates"),
            ("stranger", read(stranger.list("a.crl")), "not of an issuer of a card that is here"),
            ("forged", bytes(turned), "not signed by the issuer"),
            ("future", read(w.authority.list("b.crl", "-crl_lastupdate", moment(30), "-crl_nextupdate",
                                             moment(40))), "made in the future"),
            ("weak", read(w.authority.list("c.crl", "-md", "sha1")), "too weak"),
            ("part", read(w.authority.list("d.crl", "-crlexts", "part")), "only a part"),
            ("large", b"x" * (17 << 20), "too large")):
        lines.append(("peer revocation " + write(w.place("list-" + name), content), sentence))
    said = refused(w.two, lines, 4)
    expect(len(said) == 7, sorted(said))
    expect(w.two.json("peer", "revocation") == [], "one was kept")


@claim("with lists of all its issuers a card is good; an older list is not taken and an old one is told")
def _(w):
    early = w.authority.list("vroeg.crl")
    time.sleep(1.1)
    w.lists("nu.crl")
    for store in (w.one, w.two):
        expect([row["issuer"] for row in store.json("peer", "revocation")] == ["Hoofd", "Uitgever"],
               "not both")
    expect(w.peer(w.two, w.one)["revocation"] == "good", w.peer(w.two, w.one))
    expect(w.peer(w.one, w.two)["revocation"] == "good", w.peer(w.one, w.two))
    refused(w.two, [("peer revocation " + early, "later list of this issuer")], 4)
    told = w.two.batch(["audit", "peer revocation " + w.authority.place("nu.crl"), "audit"])
    expect(told[0] == told[2], "the same again was noted")
    bundle, made = w.bundle("tweede.gezin")
    expect(made["revocation"] == "good", made)
    expect(w.two.json("verify", bundle)["verdict"] == "good", "not good")
    expect(w.two.json("import", bundle)["revocation"] == "good", "not good")
    stale = w.authority.list("oud.crl", "-crl_lastupdate", moment(0), "-crl_nextupdate", moment(1 / 86400))
    time.sleep(2.1)
    shown = w.two.run("peer", "revocation", stale).out
    expect("too old" in shown and "Anna, Wijkteam anna" in shown, shown)
    expect(w.peer(w.two, w.one)["revocation"] == "stale", w.peer(w.two, w.one))


@claim("who was revoked gets nothing new and nothing of theirs is taken in; what was taken in before holds")
def _(w):
    late, _ = w.bundle("te-laat.gezin")
    w.authority.revoke(w.requests[w.one.path][0] + ".cert")
    time.sleep(1.1)
    path = w.authority.list("ingetrokken.crl")
    answer = w.two.json("peer", "revocation", path)
    expect([card["revocation"] for card in answer["cards"] if card["state"] == "trusted"] == ["revoked"],
           answer)
    expect("REVOKED" in w.two.run("peer", "list").out, "not shown")
    err = w.two.run("import", late, status=4).err
    expect("certificate was revoked" in err, err)
    expect(w.two.json("verify", late, status=1)["parts"][-1]["reason"] == "certificate-revoked", late)
    w.two.run("export", w.dossier, "--to", w.cards[w.one.path], "--purpose", PURPOSE, status=2)
    for name, verdict in (("tweede.gezin", "good"), ("eerste.gezin", "good")):
        judged = w.two.json("verify", w.place(name), status=None)
        expect(judged["verdict"] == verdict and judged["as-of"] is not None, (name, judged))
    shown = w.two.run("verify", w.place("tweede.gezin")).out
    expect("Judged as of" in shown, shown)
    w.two.run("open", w.place("tweede.gezin"), "-o", w.place("tweede.asice"))
    refusals = [e for e in w.two.json("audit") if e["action"] == "keep-revocation-list"]
    expect(len(refusals) == 4, refusals)


@claim("whose own certificate was revoked sends nothing before there are new keys")
def _(w):
    w.one.run("peer", "revocation", w.authority.place("ingetrokken.crl"))
    err = w.one.run("export", w.dossier, "--to", w.cards[w.two.path], "--purpose", PURPOSE, status=2).err
    expect("revoked your own certificate" in err, err)
    judged = w.one.json("verify", w.place("tweede.asice"), status=None)
    expect(judged["as-of"] is not None and judged["verdict"] != "bad", judged)
    old = w.requests[w.one.path]
    w.one.run("card", "--renew")
    path = write(w.place("oud.pem"), b"".join(read(p + ".cert") for p in old) + w.authority.chain())
    refused(w.one, [("card --certify " + path, "for keys that you had before")], 4)
    w.bundle("weer.gezin")
    w.authority.revoke(w.place("b2.pem"))
    time.sleep(1.1)
    w.one.run("peer", "revocation", w.authority.list("beide.crl"))
    err = w.one.run("export", w.dossier, "--to", w.cards[w.two.path], "--purpose", PURPOSE, status=2).err
    expect("issuer of this card has revoked it" in err, err)
    err = w.one.run("peer", "trust", w.cards[w.two.path], status=2).err
    expect("issuer of this card has revoked it" in err, err)
    err = w.two.run("peer", "revocation", w.authority.place("beide.crl")) and \
        w.two.run("peer", "add", w.place("anna-2.gezin-card"), status=4).err
    expect("certificate was revoked" in err, err)


sys.exit(claims.run(setup))
