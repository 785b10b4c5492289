#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Plants one fault for each check in a copy of the project, and wants the check to name it. TAP."""
import os
import shutil
import subprocess
import sys
import tempfile

import tree

HERE = os.path.dirname(os.path.abspath(__file__))
LICENCE = "/* SPDX-License-Identifier: EUPL-1.2 */\n"


def word(*parts):
    """A forbidden word, put together here so that this file does not hold it."""
    return "".join(parts)


# (what is claimed, check, file to write, its text, words that the complaint must hold)
PLANTS = [
    ("base-that-includes-store", "edges", "core/base/planted.c",
     LICENCE + '#include "store/vault.h"\n', "base may not see store (store/vault.h)"),
    ("window-that-includes-store", "edges", "ui/planted.c",
     LICENCE + '#include "store/vault.h"\n', "ui may not see store (store/vault.h)"),
    ("command-that-includes-merge", "edges", "app/gezin-planted.c",
     LICENCE + '#include "merge/plan.h"\n', "gezin may not see merge (merge/plan.h)"),
    ("model-that-includes-merge-by-a-relative-path", "edges", "core/model/planted.c",
     LICENCE + '#include "../merge/plan.h"\n', "relative include of ../merge/plan.h"),
    ("core-that-includes-gtk", "edges", "core/session/planted.c",
     LICENCE + "#include <gtk/gtk.h>\n", "<gtk/gtk.h> is not for session"),
    ("window-that-includes-sqlite", "edges", "ui/planted.c",
     LICENCE + "#include <sqlite3.h>\n", "<sqlite3.h> is not for ui"),
    ("merge-that-includes-a-private-header", "edges", "core/merge/planted.c",
     LICENCE + '#include "model/thing-private.h"\n', "is private to model"),
    ("room-that-is-not-in-the-list", "edges", "core/attic/planted.c",
     LICENCE, "no room 'attic'"),
    ("picture-that-no-longer-shows-the-rooms", "architecture", "docs/architecture.svg",
     "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n<svg/>\n", "docs/architecture.svg is stale"),
    ("file-without-licence", "spdx", "core/base/planted.c",
     "int planted;\n", "core/base/planted.c: no SPDX"),
    ("sample-with-the-wrong-licence", "spdx", "data/samples/planted.xml",
     "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n", "CC0-1.0 belongs"),
    ("file-that-the-readme-forgets", "readmes", "tests/lint/planted.sh",
     "# SPDX-License-Identifier: EUPL-1.2\n", "tests/lint/README.md: does not name planted.sh"),
    ("folder-without-readme", "readmes", "docs/planted/page.md",
     "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n", "docs/planted: has no README.md"),
    ("threat-without-its-test", "threats", "docs/bundle-format.md",
     "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n## Threats\n\n| a | b | c |\n| - | - | - |\n"
     "| somebody lies | no | `/bundle/nobody-lies` |\n", "there is no test /bundle/nobody-lies"),
    ("unfinished-work", "words", "core/base/planted.c",
     LICENCE + word("/* TO", "DO: later */\n"), "unfinished work"),
    ("machine-path", "words", "docs/planted.md",
     word("see /wo", "rk/shared/x\n"), "a machine's path"),
    ("registry-address", "words", "docs/planted.md",
     word("https://registry.", "npmjs.org/x\n"), "a registry's address"),
    ("sentence-that-no-translator-sees", "translations", "ui/planted.c",
     LICENCE + 'const char *\nplanted (void)\n{\n  return _ ("Planted");\n}\n',
     "po/POTFILES: does not name ui/planted.c"),
    ("sentence-that-a-macro-breaks-off", "translations", "core/session/sentence.c",
     LICENCE + 'const char *\nplanted (void)\n{\n  return _ ("line %" G_GUINT64_FORMAT);\n}\n',
     "a macro breaks this sentence off"),
    ("two-words-for-one-thing", "translations", "po/nl.po",
     '# SPDX-License-Identifier: EUPL-1.2\nmsgid "x"\nmsgstr "De bundel is weg."\n',
     "people read 'pakket'"),
    ("header-without-pragma", "headers", "core/base/planted.h",
     LICENCE, "core/base/planted.h: has no #pragma once"),
    ("failure-that-may-be-ignored", "headers", "core/base/planted.h",
     LICENCE + "#pragma once\n\ngboolean gezin_planted (int x, GError **error);\n",
     "core/base/planted.h: lacks G_GNUC_WARN_UNUSED_RESULT"),
    ("file-of-a-thousand-lines", "sizes", "core/base/planted.c",
     LICENCE + "\n" * 1000, "core/base/planted.c: 1001 lines"),
]


def complaints(check, root):
    done = subprocess.run([sys.executable, os.path.join(HERE, f"check-{check}.py"), root],
                          capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main(root):
    print(f"1..{len(PLANTS)}")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy")
        for name in tree.files(root):
            os.makedirs(os.path.dirname(os.path.join(copy, name)), exist_ok=True)
            shutil.copy(os.path.join(root, name), os.path.join(copy, name))
        for number, (claim, check, name, text, expected) in enumerate(PLANTS, 1):
            path = os.path.join(copy, name)
            top = path
            while not os.path.exists(os.path.dirname(top)):
                top = os.path.dirname(top)
            before = complaints(check, copy)[1]
            kept = None
            if os.path.isfile(path):
                with open(path, "rb") as stream:
                    kept = stream.read()
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(text)
            status, after = complaints(check, copy)
            if kept is not None:
                with open(path, "wb") as stream:
                    stream.write(kept)
            elif os.path.isdir(top):
                shutil.rmtree(top)
            else:
                os.remove(top)
            good = status != 0 and expected in after and expected not in before
            failed |= not good
            print(f"{'ok' if good else 'not ok'} {number} /lint/{check}/{claim}-is-caught")
            if not good:
                print("# said: " + after.replace("\n", "\n# ")[:1000])
    return 1 if failed else 0


sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
