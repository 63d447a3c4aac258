"""Sentences with and without persons, made from lists and frames that the rules were not written from.

Surnames with their share of the population and given names are those of Faker's zh_CN (MIT); places are Jiangsu's
real towns and subdistricts from the portal's own reference; frames stand in corpus/. The seed makes every run the same.
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
PARTS = ("", "_unseen", "_last", "_blind")
"""The files of frames in the order in which they were written: each was first measured before its misses were looked at."""
FIRMS = [
    "华泰",
    "金鼎",
    "万和",
    "安捷",
    "汤臣",
    "康达",
    "高科",
    "温氏",
    "方正",
    "常青",
    "宁沪",
    "明珠",
    "白云",
    "石化",
    "江南",
    "龙源",
    "马钢",
    "梅园",
    "陶然",
    "谷丰",
]


@dataclass(frozen=True)
class Sentence:
    """`names` are the persons in `text` with their places; none in a sentence without persons."""

    frame: str
    group: str
    text: str
    names: tuple[tuple[int, int], ...]


class Corpus:
    """Draws names, places and the rest for the frames."""

    def __init__(self, seed: int = SEED) -> None:
        self.draw = random.Random(seed)
        surnames = [one.split(":") for one in words_of("surnames")]
        self.surnames = [surname for surname, _ in surnames]
        self.weights = [float(weight) for _, weight in surnames]
        given = words_of("given_names")
        self.single = [name for name in given if len(name) == 1]
        self.double = [name for name in given if len(name) == 2]
        with TOWNSHIPS.open(encoding="utf-8") as rows:
            self.places = [row["name"] for row in csv.DictReader(rows)]

    def sentences(self, part: str) -> Iterator[Sentence]:
        """Yield every frame of a part so many times, filled anew each time; one without slots comes once."""
        for name, each in (("person_frames", EACH_PERSON), ("bare_frames", EACH_BARE)):
            for group, frame in frames_of(f"{name}{part}"):
                for _ in range(each if "{" in frame else 1):
                    yield self._filled(group, frame)

    def _filled(self, group: str, frame: str) -> Sentence:
        pieces, names, reached = [], [], 0
        for part in re.split(r"(\{\w+\})", frame):
            is_name = part[1:-1].isdigit() and part[0] == "{"
            piece = self._name() if is_name else self._thing(part[1:-1]) if part[:1] == "{" else part
            if is_name:
                names.append((reached, reached + len(piece)))
            pieces.append(piece)
            reached += len(piece)
        return Sentence(frame, group, "".join(pieces), tuple(names))

    def _name(self) -> str:
        (surname,) = self.draw.choices(self.surnames, self.weights)
        kind = self.draw.randrange(3)
        if kind == 0:
            return surname + self.draw.choice(self.single)
        if kind == 1:
            return surname + self.draw.choice(self.double)
        return surname + "".join(self.draw.sample(self.single, 2))

    def _thing(self, slot: str) -> str:
        made = {
            "place": lambda: self.draw.choice(self.places),
            "village": lambda: self._surname() + self.draw.choice(["家村", "庄村", "集村", "桥村", "圩村"]),
            "road": lambda: self.draw.choice(self.double) + "路",
            "firm": lambda: self.draw.choice(FIRMS),
            "number": lambda: str(self.draw.randint(30, 900)),
            "year": lambda: str(self.draw.randint(2019, 2026)),
            "month": lambda: str(self.draw.randint(1, 12)),
        }
        return made[slot.rstrip("23")]()

    def _surname(self) -> str:
        return self.draw.choices(self.surnames, self.weights)[0]


def words_of(name: str) -> list[str]:
    """Return the words of one list."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").split()


def frames_of(name: str) -> list[tuple[str, str]]:
    """Return (group, frame) of one file; lines that begin with # part the groups."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" | ", 1) for line in lines if " | " in line]
    return [(group, frame) for group, frame in pairs]
