# SPDX-License-Identifier: EUPL-1.2
"""A WebDAV server (Debian's apache2 with mod_dav) and a session bus with gvfs, each started for the
test alone: on a free port of loopback, in a folder of its own, as nobody in particular.

A Wire stands between it and whoever talks to it: slow, cut off, or losing answers, as a test wants.
"""
import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import threading
import time

MODULES = "/usr/lib/apache2/modules"
APACHE = "/usr/sbin/apache2"
GVFSD_DAV = ["/usr/libexec/gvfsd-dav", "/usr/lib/gvfs/gvfsd-dav"]
NEEDED = ["mpm_event", "authz_core", "authn_core", "authn_file", "auth_basic", "authz_user", "rewrite",
          "dav", "dav_fs"]

CONFIGURATION = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {run}/pid
ErrorLog {run}/error.log
DefaultRuntimeDir {run}
Mutex file:{run}
StartServers 1
ThreadsPerChild 25
DAVLockDB {run}/lock
DocumentRoot {www}
<Directory {www}>
  Dav On
  Require all granted
  RewriteEngine On
  # A name tells how the server is to be: its disk full, its right to write taken away.
  RewriteCond {run}/full -f
  RewriteCond %{{REQUEST_METHOD}} =PUT
  RewriteRule ^ - [R=507,L]
  RewriteCond {run}/forbidden -f
  RewriteCond %{{REQUEST_METHOD}} !^(GET|HEAD|OPTIONS|PROPFIND)$
  RewriteRule ^ - [R=403,L]
  RewriteCond {run}/broken -f
  RewriteRule ^ - [R=500,L]
</Directory>
# The same, for who has a password.
Listen 127.0.0.1:{locked}
<VirtualHost 127.0.0.1:{locked}>
  DocumentRoot {www}
  <Location />
    AuthType Basic
    AuthName brievenbus
    AuthUserFile {run}/users
    Require valid-user
  </Location>
</VirtualHost>
"""


def missing():
    """What this machine has not, or None."""
    if not os.access(APACHE, os.X_OK):
        return "apache2"
    if not any(os.access(path, os.X_OK) for path in GVFSD_DAV):
        return "gvfsd-dav"
    return None if shutil.which("dbus-daemon") else "dbus-daemon"


def free_port():
    with contextlib.closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port, until=30):
    end = time.monotonic() + until
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.02)
    raise OSError(f"nothing answers on port {port}")


class Apache:
    """The server. Its files are in self.www."""

    def __init__(self, folder):
        self.port, self.locked, self.process = free_port(), free_port(), None
        self.www, self.run = os.path.join(folder, "www"), os.path.join(folder, "run")
        self.configuration = os.path.join(folder, "apache.conf")
        self.owner = {}
        for path in (self.www, self.run):
            os.mkdir(path)
        with open(os.path.join(self.run, "users"), "w", encoding="utf-8"):
            pass
        with open(self.configuration, "w", encoding="utf-8") as stream:
            for name in NEEDED:
                stream.write(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n")
            stream.write(CONFIGURATION.format(port=self.port, locked=self.locked, run=self.run,
                                              www=self.www))
        # It does not serve as root; then it is the user that Debian has for it.
        if os.getuid() == 0:
            user = pwd.getpwnam("www-data")
            self.owner = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            for path in (self.www, self.run):
                os.chown(path, user.pw_uid, user.pw_gid)

    def start(self):
        with contextlib.suppress(FileNotFoundError):
            os.remove(os.path.join(self.run, "pid"))
        # pylint: disable-next=consider-using-with
        # -X: one process, which one signal ends.
        self.process = subprocess.Popen([APACHE, "-f", self.configuration, "-X"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, **self.owner)
        wait_for(self.port)

    def kill(self):
        """As when the power is cut."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @contextlib.contextmanager
    def being(self, how):
        """Full, forbidden or broken, for a while."""
        path = os.path.join(self.run, how)
        with open(path, "w", encoding="utf-8"):
            pass
        try:
            yield
        finally:
            os.remove(path)

    def put(self, name, data):
        """A file of somebody else."""
        path = os.path.join(self.www, name)
        with open(path, "wb") as stream:
            stream.write(data)
        if self.owner:
            os.chown(path, self.owner["user"], self.owner["group"])

    def files(self, folder=""):
        path = os.path.join(self.www, folder)
        return sorted(name for name in os.listdir(path) if os.path.isfile(os.path.join(path, name))
                      ) if os.path.isdir(path) else []

    def read(self, name):
        with open(os.path.join(self.www, name), "rb") as stream:
            return stream.read()


class Wire:
    """What lies between: passes bytes on until it is told otherwise."""

    def __init__(self, port):
        self.port, self.to = free_port(), port
        self.bytes_a_second, self.watch = 0, None
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.to), 5)
            except OSError:
                with contextlib.suppress(OSError, UnboundLocalError):
                    near.close()
                if self.listener.fileno() < 0:
                    return
                continue
            for source, target, way in ((near, far, "out"), (far, near, "back")):
                threading.Thread(target=self.carry, args=(source, target, way), daemon=True).start()

    @contextlib.contextmanager
    def watched(self, watch):
        """Every piece goes past @watch (way, bytes), which says False to cut the line."""
        self.watch = watch
        try:
            yield
        finally:
            self.watch = None

    def carry(self, source, target, way):
        """One way of one connection: `out` to the server, or `back`."""
        with contextlib.suppress(OSError):
            while True:
                data = source.recv(16384)
                watch = self.watch
                if not data or (watch is not None and watch(way, data) is False):
                    break
                if self.bytes_a_second:
                    time.sleep(len(data) / self.bytes_a_second)
                target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.listener.close()


class Bus:
    """A session bus of its own; gvfs is started by it when it is asked for."""

    def __init__(self, folder):
        for name in ("home", "runtime"):
            os.mkdir(os.path.join(folder, name), 0o700)
        # No display, and no bus of the system: nothing of this machine's desktop takes part.
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "GIO_USE_VFS", "http_proxy", "HTTP_PROXY"):
            os.environ.pop(name, None)
        os.environ.update(HOME=os.path.join(folder, "home"), DBUS_SYSTEM_BUS_ADDRESS="disabled:",
                          XDG_RUNTIME_DIR=os.path.join(folder, "runtime"), GVFS_DISABLE_FUSE="1",
                          XDG_DATA_HOME=os.path.join(folder, "home", "data"), no_proxy="127.0.0.1")
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address=1"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.process.stdout.readline().decode().strip()

    def stop(self):
        """What was started by it ends with it."""
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
