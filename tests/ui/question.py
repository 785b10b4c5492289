# SPDX-License-Identifier: EUPL-1.2
"""The question before something is erased: its button, what it asks, and turning the wheel over it."""
import re

from robot import Gone

BUTTON = re.compile("^(Voorgoed wissen|Verzoek weigeren)$")


class Question:
    """Of one window; it need not be there yet."""

    def __init__(self, window):
        self.window = window

    def button(self):
        return self.window.find("button", BUTTON)

    def can_go(self):
        return "sensitive" in self.button().states

    def reach(self, role, name):
        """Turns the wheel until it stands in sight, above the buttons at the foot."""
        for _ in range(20):
            node = next(self.window.all(role, name), None)
            top = self.button().top()
            _, _, wide, high = top.box()
            if node and node.box()[1] + node.box()[3] < high - 70:
                return node
            left, above = self.window.origin(top)
            self.window.xdo("mousemove", str(left + wide // 2), str(above + high // 2), "click", "5")
            self.window.settle(0.15)
        raise Gone(f"no {role} {name!r}, however far the wheel is turned")

    def type_word(self, word="wissen"):
        self.reach("text", re.compile("^Typ het woord")).click()
        self.window.key("ctrl+a")
        self.window.type(word)

    def press(self):
        """Presses the button, which can be pressed."""
        self.window.wait(self.can_go, "a button that can be pressed")
        self.button().press()
