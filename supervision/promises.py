"""The region's promises by key domain as the office reads them, each number with the list that it counts. 三(一)–(七)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from commitments.domains.domain import domains
from common.key_domains import KeyDomain
from common.roles import ALL_SEEING_ROLES
from organisations.models import Region
from postings.models import Posting
from supervision.figures import Count
from supervision.models.promises import PromiseCell, Standing

KIND_COLUMNS = ("matter", "stage", "method")
"""The column of a domain by whose words its promises are told apart, the first that it has."""
BESIDE = (("broken", "确认违约失信"), ("inherited", "承继"))
"""What is counted across the states, as the list of commitments calls it."""
COLUMNS = (
    "承诺",
    *(str(one.label) for one in Standing),
    *(label for _, label in BESIDE),
)


@dataclass(frozen=True)
class Line:
    """One key domain: in all, by state in the order of `Standing`, then what is counted across; its kinds of matters below."""

    label: str
    counts: Sequence[Count]
    kinds: Sequence[tuple[str, int]]
    shown: int


def promises_in(region: Region, posting: Posting) -> list[Line]:
    """Return a line for each domain of which promises are counted in a region, in the order of the policy."""
    cells = list(PromiseCell.objects.current().visible_to(posting).filter(region=region))
    found = {key: [cell for cell in cells if cell.domain == key] for key in KeyDomain.values}
    return [_line(key, own, region, posting) for key, own in found.items() if own]


def _line(key: str, cells: Sequence[PromiseCell], region: Region, posting: Posting) -> Line:
    states, kinds = Counter[str](), Counter[str]()
    for cell in cells:
        states[cell.state] += cell.promises
        kinds[cell.matter] += cell.promises
    numbers = [("promised", states.total()), *((one.value, states[one]) for one in Standing)]
    numbers += [(name, sum(getattr(cell, name) for cell in cells)) for name, _ in BESIDE]
    counts = [Count(number, _address(name, number, key, region, posting)) for name, number in numbers]
    words = _words_of(key)
    told = [(words[kind], kinds[kind]) for kind in words if kinds[kind]]
    return Line(str(KeyDomain(key).label), counts, told, sum(cell.shown for cell in cells))


def _words_of(key: str) -> dict[str, str]:
    """Return the words of the column by which a domain tells its promises apart, in their order."""
    fields = {one.name: one for one in domains[key].part._meta.concrete_fields}
    column = next((fields[name] for name in KIND_COLUMNS if name in fields), None)
    return {str(value): str(word) for value, word in (column.flatchoices if column is not None else ())}


def _address(name: str, number: int, key: str, region: Region, posting: Posting) -> str:
    """Return the list behind a number, "" where nothing is counted or no list narrows so far."""
    everywhere = posting.region_id or posting.role in ALL_SEEING_ROLES
    if not number or name == Standing.HELD or not (everywhere or region.parent_id is None):
        return ""
    asked = {"domain": key, "standing": name, **({"region": region.code} if everywhere else {})}
    return f"{reverse('commitments:commitments')}?{urlencode(asked)}"
