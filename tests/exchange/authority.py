# SPDX-License-Identifier: EUPL-1.2
"""An issuer of certificates as an organisation may have one, by OpenSSL's own program."""
import datetime
import os
import subprocess

CONFIG = """
[ca]
default_ca = here
[here]
database = {folder}/index.txt
new_certs_dir = {folder}
serial = {folder}/serial
crlnumber = {folder}/crlnumber
certificate = {folder}/ca.pem
private_key = {folder}/ca.key
default_md = {digest}
default_days = 365
default_crl_days = 7
copy_extensions = copy
policy = anything
crl_extensions = list
unique_subject = no
[anything]
organizationName = optional
organizationalUnitName = optional
commonName = supplied
[part]
2.5.29.27 = critical,DER:020101
[list]
authorityKeyIdentifier = keyid
[issuer]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = anything
"""


def openssl(*words, stdin=None):
    done = subprocess.run(["openssl", *words], capture_output=True, check=False, input=stdin)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {' '.join(words)}: {done.stderr.decode()[-400:]}")
    return done.stdout


def read(path):
    with open(path, "rb") as stream:
        return stream.read()


def write(path, content):
    with open(path, "wb") as stream:
        stream.write(content)
    return path


def moment(days):
    when = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return when.strftime("%Y%m%d%H%M%SZ")


class Authority:
    """@above: the one that issued its certificate; without it a root."""

    def __init__(self, folder, name, above=None, key=("-algorithm", "EC", "-pkeyopt",
                                                       "ec_paramgen_curve:P-384"), digest="sha256"):
        self.folder = os.path.join(folder, name)
        os.mkdir(self.folder)
        self.above = above
        self.config = self.place("ca.conf")
        for file, content in (("ca.conf", CONFIG.format(folder=self.folder, digest=digest)),
                              ("index.txt", ""), ("serial", os.urandom(8).hex() + "\n"),
                              ("crlnumber", "01\n")):
            write(self.place(file), content.encode())
        openssl("genpkey", *key, "-out", self.place("ca.key"))
        subject = ("-subj", f"/O=Gemeente Meerdorp/CN={name}")
        if above is None:
            openssl("req", "-new", "-x509", "-key", self.place("ca.key"), "-config", self.config,
                    "-extensions", "issuer", "-days", "3650", *subject, "-out", self.place("ca.pem"))
        else:
            openssl("req", "-new", "-key", self.place("ca.key"), "-config", self.config, *subject,
                    "-out", self.place("ca.req"))
            above.issue(self.place("ca.req"), self.place("ca.pem"), "-extensions", "issuer")

    def place(self, name):
        return os.path.join(self.folder, name)

    def issue(self, request, certificate, *more):
        openssl("ca", "-batch", "-notext", "-config", self.config, "-in", request, "-out", certificate,
                *more)
        return read(certificate)

    def chain(self):
        """Its own certificate and those above it."""
        return read(self.place("ca.pem")) + (self.above.chain() if self.above else b"")

    def revoke(self, certificate, days=0.0):
        """As of so many @days from now, whatever OpenSSL would say of the moment."""
        openssl("ca", "-config", self.config, "-revoke", certificate)
        serial = openssl("x509", "-noout", "-serial", "-in", certificate).decode().split("=")[1].strip()
        lines = read(self.place("index.txt")).decode().splitlines()
        for number, line in enumerate(lines):
            parts = line.split("\t")
            if parts[3] == serial:
                parts[2] = moment(days)[2:]
                lines[number] = "\t".join(parts)
        write(self.place("index.txt"), ("\n".join(lines) + "\n").encode())

    def list(self, name, *more):
        """A revocation list, in PEM."""
        path = self.place(name)
        openssl("ca", "-config", self.config, "-gencrl", "-out", path, *more)
        return path
