"""The table of competence: who decides what, where nobody is named, and what nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from common.access import requires_posting
from common.registry import SEEING
from discipline.competence import KIND, LEVELS, Competence, key_of
from discipline.competence_table import table_on
from discipline.vocabulary import CompetentAct
from postings.requests import OfficeRequest

SHOWN = {"": "全部", "undecided": "待定", "doubtful": "待核实"}


@dataclass(frozen=True)
class Row:
    """Neighbouring levels for which the table says the same."""

    first: Competence
    levels: tuple[Competence, ...]

    @property
    def level_words(self) -> str:
        """Return 各级 where all levels are alike, else which."""
        named = [LEVELS[one.level] for one in self.levels]
        return "各级" if len(named) == len(LEVELS) else "、".join(named)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Return the levels with the address of each one's line of the rules."""
        return [
            (LEVELS[one.level], reverse("postings:rule", args=[KIND, key_of(one.act, one.basis, one.level)]))
            for one in self.levels
        ]


@requires_posting(SEEING)
def competence(request: OfficeRequest) -> HttpResponse:
    """Show the table in force, act by act; `show` narrows it to what is undecided or not confirmed."""
    table = table_on(timezone.localdate())
    asked = request.GET.get("show", "")
    shown = asked if asked in SHOWN else ""
    left = [line for line in table if _fits(line, shown)]
    context = {
        "here": "competence",
        "acts": [
            (CompetentAct(act), list(_rows(list(lines))))
            for act, lines in groupby(left, lambda line: line.act)
        ],
        "total": len(table),
        "undecided": sum(line.is_undecided for line in table),
        "doubtful": sum(_fits(line, "doubtful") for line in table),
        "choices": [(key, label, key == shown) for key, label in SHOWN.items()],
    }
    return render(request, "discipline/competence.html", context)


def _fits(line: Competence, shown: str) -> bool:
    if shown == "undecided":
        return line.is_undecided
    return not shown or (not line.is_settled and not line.is_undecided)


def _rows(lines: list[Competence]) -> Iterator[Row]:
    for _, alike in groupby(lines, lambda line: (line.basis, line.bodies, line.article, line.is_settled)):
        together = tuple(alike)
        yield Row(together[0], together)
