# SPDX-License-Identifier: EUPL-1.2
"""A peer that has nothing of this program: its keys, its card and its reading are openssl's."""
import base64
import hashlib
import os
import subprocess
import time

CARD = """<?xml version="1.0" encoding="UTF-8"?>
<card xmlns="urn:gezinsdossier:card:1" name="{name}" organisation="{organisation}" role="{role}" \
made="{made}">
  <signing>{signing}</signing>
  <encryption>{encryption}</encryption>
</card>
"""


def openssl(*words):
    return subprocess.run(["openssl", *words], check=True, capture_output=True, timeout=60).stdout


class OpensslPeer:
    """Keys in files, a card to add, and `openssl cms -decrypt`."""

    def __init__(self, folder, name, organisation, role="rvt"):
        self.folder, self.name, self.organisation, self.role = folder, name, organisation, role
        signing = self.certificate("signing", "nonRepudiation")
        encryption = self.certificate("encryption", "keyAgreement")
        plain = self.path("card.xml")
        with open(plain, "w", encoding="utf-8") as stream:
            stream.write(CARD.format(
                name=name, organisation=organisation, role=role, signing=signing, encryption=encryption,
                made=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))))
        self.card = self.path("gezin-card")
        openssl("cms", "-sign", "-cades", "-nodetach", "-binary", "-outform", "DER", "-md",
                "sha256", "-nosmimecap", "-signer", self.path("signing.pem"), "-inkey",
                self.path("signing.key"), "-in", plain, "-out", self.card)
        with open(self.card, "rb") as stream:
            self.fingerprint = hashlib.sha256(stream.read()).hexdigest()

    def path(self, name):
        return os.path.join(self.folder, f"{self.name}.{name}")

    def certificate(self, use, usage):
        """A key on P-256 with a certificate that it signs itself, in base64."""
        key, certificate = self.path(use + ".key"), self.path(use + ".pem")
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
        openssl("req", "-x509", "-new", "-key", key, "-subj", "/O=Peer/CN=Peer", "-days", "800",
                "-addext", "basicConstraints=critical,CA:FALSE", "-addext",
                "keyUsage=critical," + usage, "-out", certificate)
        return base64.b64encode(openssl("x509", "-in", certificate, "-outform", "DER")).decode()

    def open(self, bundle):
        """The container inside a bundle."""
        return openssl("cms", "-decrypt", "-inform", "DER", "-in", bundle, "-inkey",
                       self.path("encryption.key"), "-recip", self.path("encryption.pem"))
