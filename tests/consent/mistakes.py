# SPDX-License-Identifier: EUPL-1.2
"""Judges who make one mistake each: cases and canaries must tell them from the right one."""
import contextlib

import oracle
import people

MISTAKES = {
    "is_withdrawn": lambda record, day: False,
    "same_decider": lambda person, then, now: True,
    "is_secret_place": lambda dossier, record: False,
    "is_involved": lambda dossier, recipient, name, day: True,
    "is_under_supervision": lambda dossier, ground, recipient, people, day: True,
    "is_used": lambda dossier, ground: False,
    "counts": lambda dossier, record: True,
    "linked": lambda dossier, name: {name},
    "able": lambda dossier, person, day: (True, False),
    "surely_dead": lambda person, day: False,
    "is_undone": lambda dossier, record, day, refusal: False,
    "is_replaced": lambda dossier, record, day: False,
    "named": lambda dossier, record: record.any_of("about") - {"family"},
    "principals": lambda dossier, name, day: oracle.everyone(dossier),
    "holders": lambda dossier, child, day: ({"Anna"}, set(), False),
    "bands": lambda person, day: {oracle.ADULT},
    "drop_loose_references": lambda dossier, out, whole=(): None,
    "hidden_field": lambda dossier, record, field, room: None,
    "keep_foreign": lambda *words: None,
    "holds": lambda dossier, basis, recipient, purpose, day: True,
    "is_ours": lambda record, own: True,
    "bases_of": lambda dossier, *words: [one.id for one in dossier.of("consent", "ground")],
    "opens": lambda dossier, ground, recipient, purpose, people, category, day:
        purpose in ground.all("purpose"),
}


JUDGE = (oracle, people)


@contextlib.contextmanager
def mistaken(name, mistake):
    """The judge with this mistake, wherever it is asked for by that name."""
    right = {module: getattr(module, name) for module in JUDGE if hasattr(module, name)}
    for module in right:
        setattr(module, name, mistake)
    forget()
    try:
        yield
    finally:
        for module, function in right.items():
            setattr(module, name, function)
        forget()


def forget():
    """What the judge remembers from one question to the next is of the other judge."""
    for module in JUDGE:
        for one in vars(module).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()
