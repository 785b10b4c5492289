# SPDX-License-Identifier: EUPL-1.2
"""What every test of the command needs: running it, stores, claims in TAP.

Every run is checked: with status 0 nothing is on standard error, else exactly one line that starts
with `gezin: ` and holds none of the personal things in SECRETS.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PASSPHRASE = "een lange zin die niemand raadt"

# What the tests put into stores, files and arguments and what no error may repeat.
SECRETS = ["Xanthippe", "Kwartelstaart", "xanthippe", "999990018", "Muizengat", "0699912345",
           PASSPHRASE, "geheime diagnose"]


class Wrong(Exception):
    """The command did something else than the claim says."""


def expect(truth, said):
    if not truth:
        raise Wrong(said)


class Answer:
    """What one run gave."""

    def __init__(self, done):
        self.status = done.returncode
        self.bytes = done.stdout
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")

    def json(self):
        expect(self.out.endswith("\n") and self.out.count("\n") == 1,
               f"a JSON document is one line, not {self.out.count(chr(10))}")
        return json.loads(self.out)


class Gezin:
    """The command."""

    def __init__(self, path):
        self.path = path

    def run(self, *words, status=0, stdin=None, **more):
        """@status None: yes or no, 0 or 1."""
        done = subprocess.run(
            [*more.pop("before", []), self.path, *words], capture_output=True, check=False,
            timeout=more.pop("timeout", 120), input=stdin,
            **({} if stdin is not None else {"stdin": subprocess.DEVNULL}), **more)
        answer = Answer(done)
        shown = " ".join(words)[:120]
        if status is None:
            status = answer.status
            expect(status <= 1, f"gezin {shown}: status {status}: {answer.err.strip()[:300]}")
        expect(answer.status == status,
               f"gezin {shown}: status {answer.status}, not {status}: {answer.err.strip()[:300]}")
        lines = answer.err.splitlines()
        if status == 0:
            expect(lines == [], f"gezin {shown}: says {lines[:3]} on standard error")
        else:
            expect(len(lines) == 1 and lines[0].startswith("gezin: ") and len(lines[0]) > 20,
                   f"gezin {shown}: not one sentence on standard error: {lines[:3]}")
        for secret in SECRETS:
            expect(secret not in answer.err, f"gezin {shown}: standard error holds '{secret}'")
        return answer


class Store:
    """A store of its own, and the command on it."""

    def __init__(self, gezin, folder, name="store", role="consultant", init=True,
                 organisation=None):
        self.gezin, self.path = gezin, os.path.join(folder, name)
        self.secret = os.path.join(folder, name + ".passphrase")
        self.known = []
        with open(self.secret, "w", encoding="utf-8") as stream:
            stream.write(PASSPHRASE + "\n")
        if init:
            self.init_answer = self.run(
                "init", "--name", name.capitalize(), "--organisation",
                organisation or "Wijkteam " + name, "--role", role, "--kdf-memory", "64MiB", "--json").json()

    def run(self, command, *words, **more):
        return self.gezin.run(command, "--store", self.path, "--passphrase-file", self.secret,
                              *words, **more)

    def json(self, command, *words, **more):
        return self.run(command, *words, "--json", **more).json()

    def batch(self, lines, *words, **more):
        """The documents that the lines give."""
        answer = self.run("batch", *words, stdin="\n".join(lines).encode() + b"\n", **more)
        return [json.loads(line) for line in answer.out.splitlines()]

    def ids(self):
        return [row["id"] for row in self.json("list")]

    def content(self):
        """All dossiers, as text: equal texts mean that nothing changed."""
        while True:
            listed, *dumps = self.batch(["list"] + [f"dump {i}" for i in self.known])
            ids = [row["id"] for row in listed]
            if ids == self.known:
                return [dump["xml"] for dump in dumps]
            self.known = ids


def quoted(text):
    """One word of a batch line."""
    return "'" + text.replace("'", "'\\''") + "'"


def nobody_runs(w, store):
    """Lets an ordinary user run the command on the store; what run() then has to be given, or None.

    The command and its data are copied to where that user may read them: the checkout may lie in
    the home folder of root."""
    if os.geteuid() != 0:
        return {}
    if shutil.which("setpriv") is None:
        return None
    shared = os.path.join(w.folder, "for-nobody")
    if not os.path.isdir(shared):
        os.mkdir(shared)
        shutil.copy(w.gezin.path, os.path.join(shared, "gezin"))
        shutil.copytree(os.environ["GEZIN_DATA_DIR"], os.path.join(shared, "data"))
    for path in (w.folder, shared):
        os.chmod(path, 0o755)
    for folder, _, names in os.walk(store.path):
        for path in (folder, *(os.path.join(folder, name) for name in names)):
            os.chown(path, 65534, 65534)
    os.chmod(store.secret, 0o644)
    store.gezin = Gezin(os.path.join(shared, "gezin"))
    return {"before": ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
            "env": {**os.environ, "GEZIN_DATA_DIR": os.path.join(shared, "data")}}


class Claims:
    """Functions that each hold one claim, run in the order in which they stand."""

    def __init__(self, room):
        self.room, self.claims = room, []

    def claim(self, text):
        def keep(function):
            self.claims.append((text.replace(" ", "-"), function))
            return function
        return keep

    def run(self, setup):
        """Runs all on what setup (gezin, folder) gives; the exit status."""
        gezin = Gezin(os.path.abspath(sys.argv[1]))
        os.environ["LC_ALL"] = "C.UTF-8"
        failed = 0
        print(f"1..{len(self.claims)}")
        with tempfile.TemporaryDirectory() as folder:
            world = setup(gezin, folder)
            for number, (text, function) in enumerate(self.claims, 1):
                said = None
                try:
                    said, good = function(world), True
                except (Wrong, OSError, ValueError, LookupError, AttributeError, TypeError,
                        subprocess.SubprocessError) as error:
                    said, good = f"{type(error).__name__}: {error}", False
                    if not isinstance(error, Wrong):
                        said += "\n" + traceback.format_exc()
                failed += not good
                skip = ""
                if good and isinstance(said, str) and said.startswith("SKIP"):
                    skip, said = f" # {said}", None
                print(f"{'ok' if good else 'not ok'} {number} /{self.room}/{text}{skip}")
                if said:
                    print("# " + str(said).replace("\n", "\n# "))
                sys.stdout.flush()
        return 1 if failed else 0
