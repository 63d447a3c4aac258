"""Which body may do an act: a dated table act × basis × level, read and never guessed（rules.md 0.2f; procedures A.2）."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from discipline.vocabulary import Basis, CompetentAct, CompetentBody

KIND = "competence"
LEVELS = {"province": "省级", "city": "市级", "county": "县级", "township": "乡级"}
"""The levels of a body, as its own column has them."""


@dataclass(frozen=True)
class Competence:
    """What the table says of one act on one basis at one level.

    `bodies` is empty where nobody is named（待定）. `is_settled`: whether it may be followed without the director
    （rules.md 0.2m）. `version`: of the rule, kept by what was routed by it.
    """

    act: CompetentAct
    basis: Basis
    level: str
    bodies: tuple[CompetentBody, ...]
    article: str
    is_settled: bool
    version: int

    @property
    def is_open(self) -> bool:
        """False where the law keeps the act away from this basis at all（处分只及于个人）."""
        return self.bodies != (CompetentBody.NOT_OPEN,)

    @property
    def is_undecided(self) -> bool:
        """Say whether nobody is named: the case waits for the director, nobody stands in by default."""
        return not self.bodies

    @property
    def needs_routing(self) -> bool:
        """Say whether the director names the body with a reason: nobody named, several, or not confirmed."""
        return self.is_open and (len(self.bodies) != 1 or not self.is_settled)

    @property
    def words(self) -> str:
        """Return the bodies as people read them（纪检监察机关、组织部门）, 待定 where there is none."""
        return words_of(self.bodies)


def key_of(act: str, basis: str, level: str) -> str:
    """Return the line of the rules for an act on a basis at a level（repair-penalty-city）."""
    return f"{act}-{basis}-{level}"


def keys() -> list[tuple[CompetentAct, Basis, str]]:
    """Return every line that the table must have, in the order of the page."""
    return list(product(CompetentAct, Basis, LEVELS))


def words_of(bodies: Iterable[str]) -> str:
    """Return bodies in words, in the order of the vocabulary; 待定 where there is none."""
    named = set(bodies)
    return "、".join(body.label for body in CompetentBody if body in named) or "待定"
