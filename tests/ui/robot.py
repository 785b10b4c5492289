# SPDX-License-Identifier: EUPL-1.2
"""Drives the window as a person does: reads it over AT-SPI, acts by real keys and clicks.

Run under desktop.sh. What GTK 4.8 does not tell over AT-SPI is worked around here: only top windows are
SHOWING, rows of a list have no action, screen coordinates are wrong, and keys for letters outside ASCII
get lost.
"""
import os
import re
import signal
import subprocess
import tempfile
import time

from gi.repository import Gio, GLib

# What libraries keep until the end where a sanitizer cannot see for whom GLib asked for it, so that
# tests/house/leaks-of-others cannot name them.
LEAKS_OF_OTHERS = (
    # GLib: the table of quarks that was outgrown stays, for readers that take no lock.
    r"of 16384 byte\(s\) in 1 object\(s\).*\n.*\n +#1 .* in g_malloc \(.*\Z",
    # libcloudproviders, of the file chooser: two folders.
    r"of 256 byte\(s\) in 2 object\(s\).*\n.*\n +#1 .* in g_realloc \(.*\Z",
    # GIO's reader of kinds of files, which asks for memory without GLib.
    r".*\n.*\n +#1 .*libgio-2\.0\.so",
)
APPLICATION = "nl.gezinsdossier.Gezinsdossier"
SPI = "org.a11y.atspi."
ROLES = {2: "alert", 7: "check box", 11: "combo box", 16: "dialog", 23: "frame", 27: "image",
         29: "label", 31: "list", 32: "list item", 33: "menu", 35: "menu item", 37: "page tab",
         38: "page tab list", 39: "panel", 40: "password text", 42: "progress bar", 43: "button",
         44: "radio button", 49: "scroll pane", 51: "slider", 52: "spin button", 61: "text",
         62: "toggle button", 75: "application", 79: "entry", 88: "link"}
STATES = {"checked": 4, "focusable": 11, "focused": 12, "pressed": 20, "selected": 23,
          "sensitive": 24, "visible": 30}
# GTK says the name of the class where there is no name.
CLASS_NAME = re.compile(r"^(Gtk|Adw|Gdk|Gsk|Gezin)[A-Z]\w*$")
# On a machine that has little time for this: how many times as long everything may take.
PATIENCE = float(os.environ.get("GEZIN_TEST_PATIENCE", "1"))
TEXTS = ("text", "entry", "password text")


class Gone(Exception):
    """What was waited for did not come."""


class Node:
    """One thing on the accessibility bus, as it was when the tree was read."""

    def __init__(self, window, item, parent):
        ref, _, _, _, _, interfaces, name, role, description, states = item
        self.window, self.ref, self.name, self.description = window, tuple(ref), name, description
        self.interfaces = {full.rsplit(".", 1)[1] for full in interfaces}
        self.role = ROLES.get(role, f"role {role}")
        bits = states[0] | states[1] << 32
        self.states = {state for state, bit in STATES.items() if bits >> bit & 1}
        self.children, self.parent = [], parent

    def __repr__(self):
        return f"[{self.role}] {self.name!r}"

    def is_unnamed(self):
        return not self.name.strip() or CLASS_NAME.match(self.name) is not None

    def call(self, interface, method, signature=None, *arguments):
        return self.window.call(self.ref, SPI + interface, method, signature, *arguments)

    def property(self, interface, name):
        return self.window.call(self.ref, "org.freedesktop.DBus.Properties", "Get", "(ss)",
                                SPI + interface, name)[0]

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self):
        node = self.parent
        while node:
            yield node
            node = node.parent

    def box(self):
        """Place and size in its window."""
        if "Component" not in self.interfaces:
            return (0, 0, 0, 0)
        return self.call("Component", "GetExtents", "(u)", 1)[0]

    def top(self):
        return [n for n in (self, *self.above()) if n.parent and n.parent.role == "application"][0]

    def is_shown(self):
        x, y, width, height = self.box()
        if width <= 0 or height <= 0:
            return False
        if any("Component" in n.interfaces and "visible" not in n.states
               for n in (self, *self.above())):
            return False
        left, top, wide, high = self.top().box()
        return x < left + wide and y < top + high and x + width > 0 and y + height > 0

    def text(self):
        return self.call("Text", "GetText", "(ii)", 0, self.property("Text", "CharacterCount"))[0]

    def press(self):
        """GTK shows a button pressed for a quarter of a second before it does what it is for."""
        self.call("Action", "DoAction", "(i)", 0)
        self.window.settle(0.3)

    def click(self):
        x, y, width, height = self.box()
        left, top = self.window.origin(self.top())
        self.window.xdo("mousemove", str(left + x + width // 2), str(top + y + height // 2),
                        "click", "1")


logs = []


def complaints():
    """What GTK and GLib said against us, in all runs so far: each kind of line once."""
    found = set()
    for log in logs:
        with open(log.name, encoding="utf-8", errors="replace") as stream:
            for line in stream:
                said = re.search(r"(\S+-(?:CRITICAL|WARNING|ERROR)) \*\*: (?:[0-9:.]+: )?(.*)", line)
                if said:
                    found.add(said.group(1) + ": " + re.sub("0x[0-9a-f]+", "…", said.group(2)))
    return sorted(found)


class Window:
    """The program, running."""

    def __init__(self, program, *arguments, environment=None):
        log = os.environ.get("GEZIN_TEST_LOG")
        self.log = open(log, "ab") if log else tempfile.NamedTemporaryFile()
        logs.append(self.log)
        self.process = subprocess.Popen(
            [program, *arguments], env={**os.environ, "GEZIN_WINDOW_SHOTS": "1",
                                        **(environment or {})},
            stdout=subprocess.DEVNULL, stderr=self.log)
        self.session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = self.session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus",
                                         "GetAddress", None, None, 0, -1, None).unpack()[0]
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.root = self.wait(self.find_root, "the program on the accessibility bus", 20)

    # Plumbing.

    def call(self, ref, interface, method, signature=None, *arguments):
        packed = GLib.Variant(signature, arguments) if signature else None
        return self.bus.call_sync(ref[0], ref[1], interface, method, packed, None, 0, 5000,
                                  None).unpack()

    def find_root(self):
        registry = (SPI + "Registry", "/org/a11y/atspi/accessible/root")
        for ref in self.call(registry, SPI + "Accessible", "GetChildren")[0]:
            owner = self.bus.call_sync(
                "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                "GetConnectionUnixProcessID", GLib.Variant("(s)", (ref[0],)), None, 0, 1000,
                None).unpack()[0]
            if owner == self.process.pid and \
                    self.call(ref, SPI + "Accessible", "GetChildren")[0]:
                return tuple(ref)
        return None

    def wait(self, question, what, seconds=8):
        end = time.monotonic() + seconds * PATIENCE
        while True:
            try:
                answer = question()
                if answer:
                    return answer
            except GLib.Error:  # it went away while we looked
                pass
            if self.process.poll() is not None:
                raise Gone(f"the program ended ({self.process.returncode}), waiting for {what}")
            if time.monotonic() > end:
                raise Gone(f"no {what} in {seconds} s")
            time.sleep(0.04)

    def items(self):
        """What the program keeps of itself, by path. It has far more than is on screen: what of it is
        looked at is unpacked, the rest is not, which takes most of the time otherwise."""
        reply = self.bus.call_sync(self.root[0], "/org/a11y/atspi/cache", SPI + "Cache", "GetItems",
                                   None, None, 0, 5000, None).get_child_value(0)
        items = (reply.get_child_value(i) for i in range(reply.n_children()))
        return {item.get_child_value(0).get_child_value(1).get_string(): item for item in items}

    def below(self, ref):
        try:
            found = [tuple(child) for child in
                     self.call(ref, SPI + "Accessible", "GetChildren")[0]]
            if len(found) > 40:  # a list keeps rows that are not on screen
                found = [child for child in found if self.call(
                    child, SPI + "Component", "GetExtents", "(u)", 1)[0][3] > 0]
            return found
        except GLib.Error:  # it went while we looked
            return []

    def tree(self):
        items, children = self.items(), {}

        def visit(ref):
            item = items.get(ref[1])
            if ref != self.root and item and item.get_child_value(4).get_int32() == 0:
                return  # it says that nothing is below it; the program itself always says so
            children[ref] = self.below(ref)
            for child in children[ref]:
                visit(child)

        def build(ref, parent):
            node = Node(self, items[ref[1]].unpack(), parent)
            node.children = [build(child, node) for child in children.get(ref, ())
                             if child[1] in items]
            return node

        visit(self.root)
        if any(ref[1] not in items for ref in children):  # more came while we looked
            items.update(self.items())
        return build(self.root, None)

    # Finding.

    def all(self, role=None, name=None, shown=True):
        for node in self.tree().walk():
            if role is not None and node.role != role and \
                    not (role == "text" and node.role in TEXTS):
                continue
            if name is not None and not (name.search(node.name) if hasattr(name, "search")
                                         else node.name == name):
                continue
            if not shown or node.is_shown():
                yield node

    def find(self, role=None, name=None, seconds=8):
        return self.wait(lambda: next(self.all(role, name), None), f"{role} {name!r}", seconds)

    def gone(self, role=None, name=None, seconds=8):
        self.wait(lambda: next(self.all(role, name), None) is None, f"end of {role} {name!r}",
                  seconds)

    def focused(self):
        found = [node for node in self.tree().walk() if "focused" in node.states]
        return found[-1] if found else None

    # Acting.

    def xdo(self, *arguments):
        return subprocess.run(["xdotool", *arguments], check=True, capture_output=True,
                              text=True).stdout

    def key(self, *keys):
        self.xdo("key", "--delay", "12", *keys)

    def type(self, text):
        """Letters outside ASCII by GTK's own Ctrl+Shift+U, which needs plain keys only."""
        for part in re.split(r"([^\x20-\x7e])", text):
            if part and ord(part[0]) > 126:
                self.key("ctrl+shift+u", *f"{ord(part):x}", "space")
            elif part:
                self.xdo("type", "--delay", "4", part)

    def pick(self, path, is_new=False):
        """In GTK's own chooser a path is typed; where something is saved, its name has the focus."""
        cancel = re.compile("^_?Annuleren")
        self.find("button", cancel, 20)
        for _ in range(8):  # keys that come before the chooser has the focus are lost
            self.settle(0.5)
            self.key(*[] if is_new else ["ctrl+l"], "ctrl+a")
            self.type(path)
            self.settle(0.3)
            if any(node.text() == path for node in self.all("text")):
                self.key("Return")
                return self.gone("button", cancel, 20)
        raise Gone("typing a path into the chooser")

    def drop(self, program, path):
        """Drags a file from a small window of another program onto the middle of this one."""
        other = subprocess.Popen([program, path], stdout=subprocess.DEVNULL, stderr=self.log)
        try:
            def find():
                try:
                    return self.xdo("search", "--onlyvisible", "--pid", str(other.pid)).split()
                except subprocess.CalledProcessError:
                    return None
            for found in self.wait(find, "the window with the file"):
                self.xdo("windowmove", found, "1100", "650", "windowraise", found)
            self.settle(0.3)
            self.xdo("mousemove", "1140", "690", "mousedown", "1")
            for x, y in ((1130, 680), (1080, 640), (800, 500), (602, 402), (600, 400)):
                self.settle(0.12)
                self.xdo("mousemove", str(x), str(y))
            self.settle(0.3)
            self.xdo("mouseup", "1")
            self.settle(0.5)
        finally:
            other.kill()
            other.wait()

    def origin(self, top):
        """Where on the screen a window's AT-SPI (0, 0) is: GTK draws an edge around it."""
        _, _, wide, high = top.box()
        best = None
        for found in self.xdo("search", "--onlyvisible", "--pid", str(self.process.pid)).split():
            lines = self.xdo("getwindowgeometry", "--shell", found).split()
            place = dict(line.split("=") for line in lines)
            more = int(place["WIDTH"]) - wide, int(place["HEIGHT"]) - high
            if 0 <= more[0] <= 120 and 0 <= more[1] <= 120 and (best is None or sum(more) < best[0]):
                best = (sum(more), int(place["X"]) + more[0] // 2, int(place["Y"]) + more[1] // 2)
        if best is None:
            raise Gone(f"no window on the display fits {top}")
        return best[1:]

    def resize(self, width, height):
        for found in self.xdo("search", "--onlyvisible", "--pid", str(self.process.pid)).split():
            self.xdo("windowsize", found, str(width), str(height))
            self.xdo("windowmove", found, "0", "0")

    def act(self, name, parameter=None):
        """One of the window's or the program's own actions."""
        group, _, action = name.partition(".")
        path = "/" + APPLICATION.replace(".", "/") + ("/window/1" if group == "win" else "")
        self.session.call_sync(
            APPLICATION, path, "org.gtk.Actions", "Activate",
            GLib.Variant("(sava{sv})", (action, [parameter] if parameter else [], {})),
            None, 0, 5000, None)

    def settle(self, seconds=0.35):
        time.sleep(seconds * min(PATIENCE, 3))

    def shot(self, path):
        """A picture of the window by itself. There is none while it is being laid out: asked again."""
        if os.path.exists(path):
            os.unlink(path)
        end = time.monotonic() + 8
        while time.monotonic() < end:
            self.act("win.shot", GLib.Variant("s", path))
            for _ in range(6):
                if os.path.exists(path) and os.path.getsize(path) > 1000:
                    return
                time.sleep(0.04)
        raise Gone(f"picture {path}")

    def screen(self, path):
        """A picture of the whole display, pop-ups and other windows too."""
        subprocess.run(["import", "-window", "root", path], check=True)

    def picture(self, path):
        """Of the whole display, for who looks: only where pictures are asked for."""
        if os.environ.get("GEZIN_TEST_PICTURES"):
            self.settle(0.5)
            self.screen(path)

    def unlock(self, passphrase):
        self.find("text", "Wachtwoordzin").click()
        self.type(passphrase)
        self.key("Return")

    def kill(self):
        """As a power cut would: no chance to save anything."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ends(self, seconds=5):
        """Its status, once it has ended by itself; 0 where only leaks of others were found."""
        self.process.wait(seconds * PATIENCE)
        with open(self.log.name, encoding="utf-8", errors="replace") as stream:
            said = stream.read()
        leaks = re.findall(r"^(?:Direct|Indirect) leak (.*?)\n\n", said, re.MULTILINE | re.DOTALL)
        if leaks and "ERROR: AddressSanitizer" not in said and "runtime error" not in said and \
                all(any(re.match(known, leak) for known in LEAKS_OF_OTHERS) for leak in leaks):
            return 0
        return self.process.returncode

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        # Until its name is free a second start goes to the first.
        for _ in range(50):
            if not self.session.call_sync(
                    "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                    "NameHasOwner", GLib.Variant("(s)", (APPLICATION,)), None, 0, 1000,
                    None).unpack()[0]:
                break
            time.sleep(0.04)
