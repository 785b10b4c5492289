#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Finding people by sound, who may be here twice, and who may be here already.

usage: test_people.py PATH-OF-GEZIN
"""
import sys

from command import Claims, Store, expect

claims = Claims("gezin/people")
claim = claims.claim


class World:
    """One laptop with two families that share people under other spellings."""

    def __init__(self, gezin, folder):
        self.folder, self.store = folder, Store(gezin, folder, "anna")
        self.first = self.store.json("new", "--name", "Huijgens")["dossier"]
        self.second_answer = self.store.json("new", "--name", "Huygens")
        self.second = self.second_answer["dossier"]
        add = self.person
        self.noor = add(self.first, "given-names=Noor", "family-name=Huijgens",
                        "birth-date=2014-05-01", "phone=06-12345678")
        self.nour = add(self.second, "given-names=Nour", "family-name=Huygens",
                        "birth-date=2014-05-01", "phone=+31 6 12345678")
        self.kees = add(self.first, "given-names=Kees", "family-name=Huijgens",
                        "birth-date=2014-05-01")
        self.moh = add(self.first, "given-names=Mohammed", "family-name=El Idrissi",
                       "birth-date=1985-03-04")
        self.muh = add(self.second, "given-names=Muhammad", "family-name=Elidrissi",
                       "birth-date=1985-04-03")
        self.chinese = add(self.second, "given-names=伟", "family-name=王")
        self.arabic = add(self.second, "given-names=يوسف", "family-name=حداد")
        self.long = add(self.second, "given-names=" + "x" * 200)

    def person(self, dossier, *fields):
        return self.store.json("add", dossier, "person", *fields)["record"]

    def found(self, *words, status=None):
        hits = self.store.json("search", "--sounds-like", *words, status=status)
        return {hit["record"]: hit["match"] for hit in hits}


@claim("names that sound alike are found, exact ones first, and each says how near it is")
def _(w):
    found = w.found("Huygens")
    expect(found[w.nour] == "exact" and found[w.noor] == "sound", found)
    order = [hit["match"] for hit in w.store.json("search", "--sounds-like", "Huygens")]
    expect(order == sorted(order, key=["exact", "sound", "typing"].index), order)
    plain = w.store.json("search", "Huygens")
    expect(w.noor not in [hit["record"] for hit in plain], "without --sounds-like only the word")
    expect("match" not in plain[0], "without --sounds-like as it was")


@claim("who is found is told by the whole name and the birth date, by sound and by word")
def _(w):
    for words in (["--sounds-like", "Huygens"], ["Huijgens"]):
        hits = {hit["record"]: hit for hit in w.store.json("search", *words)}
        expect((hits[w.noor]["name"], hits[w.noor]["birth-date"])
               == ("Noor Huijgens", "2014-05-01"), hits[w.noor])
        line = next(line for line in w.store.run("search", *words).out.splitlines()
                    if w.noor[:8] in line)
        expect("Noor Huijgens, 1 " in line and "2014" in line, line)
    families = [hit for hit in w.store.json("search", "Huijgens") if hit["kind"] == "family"]
    expect(families and all(hit["name"] is None and hit["birth-date"] is None for hit in families),
           families)
    long = next(hit for hit in w.store.json("search", "x" * 200) if hit["record"] == w.long)
    expect(long["birth-date"] is None and len(long["name"]) > 50, long)


@claim("a prefix that is cut short is passed over as one in full is")
def _(w):
    for typed in ["v.d. Huijgens", "vd Huijgens", "van der Huijgens", "Noor v/d Huijgens"]:
        expect(w.noor in w.found(typed), typed)
        expect(w.noor in [hit["record"] for hit in w.store.json("search", typed)], typed)


@claim("a slip of the keys is found")
def _(w):
    expect(w.found("Idirssi Mohammed")[w.moh] == "typing", w.found("Idirssi Mohammed"))


@claim("two names that are spelled otherwise find one person")
def _(w):
    found = w.found("mohamed", "idrisi")
    expect(set(found) == {w.moh}, found)
    expect(w.muh in w.found("Mohamed El Idrissi"), "written together")


@claim("dates of birth and telephone numbers in any usual way")
def _(w):
    for typed in ["1-5-2014", "01/05/2014", "1 mei 2014", "01052014", "2014-05-01", "1.5.14"]:
        expect({w.noor, w.nour, w.kees} <= set(w.found(typed)), typed)
    for typed in ["0612345678", "06 1234 5678", "+31612345678", "0031 6 12345678"]:
        expect({w.noor, w.nour} <= set(w.found(typed)), typed)
    expect(set(w.found("noor 1-5-2014")) == {w.noor, w.nour}, w.found("noor 1-5-2014"))


@claim("names in other scripts are found as they stand and as they sound")
def _(w):
    expect(w.found("王")[w.chinese] == "exact", "王")
    expect(w.found("Yousef")[w.arabic] == "sound", w.found("Yousef"))
    expect(w.found("x" * 200)[w.long] == "exact", "200 letters")


@claim("bad questions are answered with no or with something, never with harm")
def _(w):
    for typed in ["a", "van der", "\"", "*", "👩‍👧", "(", "99-99-9999", "NEAR(", "--", "0"]:
        w.store.run("search", "--sounds-like", "--json", "--", typed, status=None)
    w.store.run("search", "--sounds-like", "--json", "Huijgens 06-12345678 " * 4500, status=None)
    w.store.run("search", "--sounds-like", "--json", "zzyzx", status=1)
    for nothing in ("", "  "):
        w.store.run("search", "--sounds-like", nothing, status=2)


@claim("duplicates tells persons with reasons and families that share them, no twins")
def _(w):
    found = w.store.json("duplicates")
    for one in found:
        for key in "kind first second first-dossier second-dossier score reasons".split():
            expect(key in one, f"no {key}")
        expect(1 <= one["score"] <= 99 and one["first"] < one["second"], one)
        expect(all(r["code"] and r["sentence"] for r in one["reasons"]), one)
    scores = [one["score"] for one in found]
    expect(scores == sorted(scores, reverse=True), scores)
    pairs = {frozenset((one["first"], one["second"])): {r["code"] for r in one["reasons"]}
             for one in found}
    expect(set(pairs) == {frozenset(p) for p in [(w.noor, w.nour), (w.moh, w.muh),
                                                 (w.first, w.second)]}, pairs)
    expect({"name-sounds-alike", "same-birth-date", "same-phone"}
           <= pairs[frozenset((w.noor, w.nour))], pairs)
    expect("birth-date-swapped" in pairs[frozenset((w.moh, w.muh))], pairs)
    expect({"shared-people", "family-name-sounds-alike"}
           <= pairs[frozenset((w.first, w.second))], pairs)


@claim("duplicates of one dossier are those it is in, and both are in the audit log")
def _(w):
    third = w.store.json("new", "--name", "Postma")["dossier"]
    expect(w.store.json("duplicates", third, status=1) == [], "nobody is in it")
    expect(len(w.store.json("duplicates", w.first)) == 3, "all three are of the first")
    noted = [event for event in w.store.json("audit") if event["action"] == "duplicates"]
    expect(len(noted) == 3, noted)
    expect([event for event in w.store.json("audit", w.first) if event["action"] == "duplicates"],
           "of the one dossier")


@claim("what is linked as the same is not told again")
def _(w):
    fourth = w.store.json("new", "--name", "Smit")["dossier"]
    a = w.person(fourth, "given-names=Els", "family-name=Smit", "birth-date=1970-02-03")
    b = w.person(fourth, "given-names=Els", "family-name=Smid", "birth-date=1970-02-03")
    expect(len(w.store.json("duplicates", fourth)) == 1, "before")
    w.store.json("same", fourth, a, b)
    expect(w.store.json("duplicates", fourth, status=1) == [], "after")


@claim("new names families of a name that is alike, and makes the dossier all the same")
def _(w):
    similar = w.second_answer["similar"]
    expect([(one["dossier"], one["reasons"][0]["code"]) for one in similar]
           == [(w.first, "family-name-sounds-alike")], similar)
    answer = w.store.json("new", "--name", "Huigens")
    expect({one["dossier"] for one in answer["similar"]} == {w.first, w.second}, answer)
    expect(w.store.json("new", "--name", "Wxyz")["similar"] == [], "nobody like that")
    lines = w.store.run("new", "--name", "Huijgens").out.splitlines()
    expect(len(lines) >= 2 and len(lines[0]) == 36, lines)
    expect(all("Perhaps this family is here already" in line for line in lines[1:]), lines)


@claim("a name that was changed is found by the new one alone")
def _(w):
    w.store.json("set", w.first, w.kees, "family-name=Dijkstra")
    expect(w.found("Dykstra")[w.kees] == "sound", "the new one")
    expect(w.kees not in w.found("Huygens"), "the old one")
    w.store.run("remove", w.first, w.kees, "--reason", "vergissing")
    expect(w.kees not in w.found("Dykstra"), "removed")


if __name__ == "__main__":
    sys.exit(claims.run(World))
