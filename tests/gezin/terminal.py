# SPDX-License-Identifier: EUPL-1.2
"""Running the command on a terminal of its own, as a person does."""
import os
import pty
import select
import time


def converse(command, answers, environment=None, columns=100):
    """Gives each (prompt, keys) when its prompt shows; returns (status, all that was on the screen)."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(environment or {})
        os.execv(command[0], command)
    os.set_blocking(terminal, False)
    import fcntl
    import struct
    import termios
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    screen, waiting, deadline = b"", list(answers), time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            screen += part
        if waiting and waiting[0][0].encode() in screen.split(b"\x00")[-1]:
            os.write(terminal, waiting.pop(0)[1].encode())
            screen += b"\x00"
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), screen.replace(b"\x00", b"").decode("utf-8")
