# SPDX-License-Identifier: EUPL-1.2
"""Somebody who has what left the team and wants the rest."""
from command import expect


class Attacker:
    """Solves for what is not told, from what is told and from how figures hang together."""

    def __init__(self, said):
        self.low, self.high, self.sums = {}, {}, []
        self.periods = [said, *said["series"]]
        for place, one in enumerate(self.periods):
            self.add_period(place, one)
        count = len(self.periods)
        for key in ("ended", "started", "restarted", "registrations", "signals-during", "handovers",
                    "told-again", "experiences"):
            if count > 1:
                self.sum([(1, (i, key)) for i in range(1, count)] + [(-1, (0, key))])
        for i in range(1, count):
            for key in ("measures", "families-with-measure", "ever"):
                if i > 1:
                    self.sum([(1, (i, key)), (-1, (i - 1, key)), (-1, self.rest())])
            if i > 1:
                self.sum([(1, (i, "opening")), (-1, (i - 1, "active"))])
                self.sum([(1, (i, "ever-before")), (-1, (i - 1, "ever"))])
        if count > 1:
            stocks = ["ever", "active", "measures", "families-with-measure"]
            stocks += ["type " + kind for kind in said["measures-by-type"]]
            for key in stocks:
                self.sum([(1, (0, key)), (-1, (count - 1, key))])
            for key in ("opening", "ever-before"):
                self.sum([(1, (0, key)), (-1, (1, key))])

    def rest(self):
        name = ("rest", len(self.low))
        self.low[name], self.high[name] = 0, 10 ** 6
        return name

    def add(self, name, value):
        self.low[name], self.high[name] = (1, 10 ** 6) if value is None else (value, value)

    def sum(self, terms):
        self.sums.append(terms)

    def add_period(self, i, said):
        line = said["reconciliation"]
        for key in ("ever", "active", "ended", "ended-local-team-continues", "started", "restarted",
                    "registered", "registered-again", "registered-without-children",
                    "registrations", "signals-during", "measures", "families-with-measure",
                    "helped", "handovers", "told-again", "experiences"):
            self.add((i, key), said[key])
        for key in ("opening", "ever-before"):
            self.add((i, key), line[key])
        for kind, value in said["measures-by-type"].items():
            self.add((i, "type " + kind), value)
        self.sum([(1, (i, "opening")), (1, (i, "started")), (1, (i, "restarted")),
                  (-1, (i, "ended")), (-1, (i, "active"))])
        for whole, part in (("ended", "ended-local-team-continues"),
                            ("registered", "registered-again"),
                            ("registered", "registered-without-children"),
                            ("registered", "helped"), ("ever", "families-with-measure"),
                            ("registrations", "registered"), ("measures", "families-with-measure"),
                            ("ever", "ever-before")):
            self.sum([(1, (i, whole)), (-1, (i, part)), (-1, self.rest())])
        self.sum([(1, (i, "type " + kind)) for kind in said["measures-by-type"]]
                 + [(-1, (i, "measures"))])
        if line["difference"] is not None:
            for key in ("active", "opening", "registered", "ended"):
                expect(self.low[(i, key)] == self.high[(i, key)], "a difference of what is hidden")

    def narrow(self, low, high):
        """What the sums leave; False if nothing does."""
        moved = True
        while moved:
            moved = False
            for terms in self.sums:
                for sign, name in terms:
                    rest_low = rest_high = 0
                    for other_sign, other in terms:
                        if other != name:
                            a, b = other_sign * low[other], other_sign * high[other]
                            rest_low, rest_high = rest_low + min(a, b), rest_high + max(a, b)
                    a, b = sorted((-sign * rest_low, -sign * rest_high))
                    if a > low[name]:
                        low[name], moved = a, True
                    if b < high[name]:
                        high[name], moved = b, True
                    if low[name] > high[name]:
                        return False
        return True

    def solve(self, low, high, budget):
        if not self.narrow(low, high):
            return False
        open_names = [n for n in low if low[n] < high[n]]
        if not open_names:
            return True
        name = min(open_names, key=lambda n: high[n] - low[n])
        for value in range(low[name], min(high[name], low[name] + 6) + 1):
            budget[0] -= 1
            if budget[0] < 0:
                return False
            less, more = dict(low), dict(high)
            less[name] = more[name] = value
            if self.solve(less, more, budget):
                return True
        return False

    def could_differ(self, name, value):
        for other in (value + 1, value - 1, value + 2):
            low, high = dict(self.low), dict(self.high)
            if other < 1:
                continue
            low[name] = high[name] = other
            if self.solve(low, high, [3000]):
                return True
        return False
