# SPDX-License-Identifier: EUPL-1.2
"""A store as the command `gezin` sees it, while no window has it open."""
import json
import contextlib
import os
import re
import shlex
import subprocess


class Store:
    """One store, with the passphrase that opens it."""

    def __init__(self, gezin, folder, passphrase):
        self.gezin, self.folder, self.passphrase = gezin, folder, passphrase
        self.batch = None

    def hold(self):
        """Unlocks once for all that follows, until it is released: nothing else can open it then."""
        keys = self.folder + ".zin"
        with open(keys, "w", encoding="utf-8") as stream:
            stream.write(self.passphrase + "\n")
        self.batch = subprocess.Popen(
            [self.gezin, "batch", "--keep-going", "--store", self.folder, "--passphrase-file", keys],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "LANGUAGE": "en"})

    def release(self):
        self.batch.stdin.close()
        self.batch.wait()
        self.batch.stdout.close()
        self.batch = None
        os.unlink(self.folder + ".zin")

    @contextlib.contextmanager
    def held(self):
        self.hold()
        try:
            yield
        finally:
            self.release()

    def ask(self, *arguments):
        self.batch.stdin.write(shlex.join(arguments) + "\n")
        self.batch.stdin.flush()
        answer = json.loads(self.batch.stdout.readline())
        assert not (isinstance(answer, dict) and "error" in answer and "line" in answer), (
            arguments[0], answer)
        return answer

    def run(self, *arguments, status=0):
        if self.batch:
            self.ask(*arguments)
            return b""
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
        if self.batch:
            return self.ask(*arguments)
        return json.loads(self.run(*arguments, "--json"))

    def make(self, owner):
        """Makes it, and answers its recovery key."""
        said = self.run("init", "--name", owner, "--organisation", "Lokaal team Meerdorp", "--role",
                        "consultant", "--kdf-memory", "64MiB").decode()
        found = re.search(r"\b[A-Z0-9]{4}(?:[- ][A-Z0-9]{4}){7}\b", said)
        return found.group(0).replace(" ", "-")
