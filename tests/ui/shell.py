# SPDX-License-Identifier: EUPL-1.2
"""A store as the command `gezin` sees it, while no window has it open."""
import json
import os
import re
import subprocess


class Store:
    """One store, with the passphrase that opens it."""

    def __init__(self, gezin, folder, passphrase):
        self.gezin, self.folder, self.passphrase = gezin, folder, passphrase

    def run(self, *arguments, status=0):
        keys = self.folder + ".zin"
        with open(keys, "w", encoding="utf-8") as stream:
            stream.write(self.passphrase + "\n")
        done = subprocess.run(
            [self.gezin, arguments[0], "--store", self.folder, "--passphrase-file", keys,
             *arguments[1:]], capture_output=True, check=False,
            env={**os.environ, "LANGUAGE": "en"})
        os.unlink(keys)
        assert status is None or done.returncode == status, (
            arguments[0], done.returncode, done.stderr.decode()[-300:])
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.run(*arguments, "--json"))

    def make(self, owner):
        """Makes it, and answers its recovery key."""
        said = self.run("init", "--name", owner, "--organisation", "Lokaal team Meerdorp", "--role",
                        "consultant", "--kdf-memory", "64MiB").decode()
        found = re.search(r"\b[A-Z0-9]{4}(?:[- ][A-Z0-9]{4}){7}\b", said)
        return found.group(0).replace(" ", "-")
