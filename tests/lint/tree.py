# SPDX-License-Identifier: EUPL-1.2
"""What every check needs: the files of the project, and one way to report."""
import os
import subprocess
import sys

NOT_OURS = {"build", "amalgamation", ".git", "__pycache__"}


def files(root):
    """The tracked files of a checkout; in an unpacked tarball or a copy, all files."""
    if os.path.exists(os.path.join(root, ".git")):
        done = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z"],
            capture_output=True, check=False)
        names = [name for name in done.stdout.decode().split("\0") if name]
        if done.returncode == 0 and names:
            return sorted(n for n in names if os.path.isfile(os.path.join(root, n)))
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in NOT_OURS]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(found)


def text(root, name):
    """The text of a file, or None when it is not text."""
    with open(os.path.join(root, name), "rb") as stream:
        data = stream.read()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def run(check):
    """Calls check(root), which yields complaints, and exits 1 if there is any."""
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    complaints = list(check(root))
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
