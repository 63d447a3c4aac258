"""What a reader asks, read from an address and written back into one: pure, knows no database."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from common.key_domains import KeyDomain
from identifiers.written_forms import QUOTES
from policy.vocabulary import Severity, SourceKind

LONGEST = 100
MOST_WORDS = 8
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
DAY = (
    r"20[0-9]{2}(?:(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
    r"|02(?:0[1-9]|1[0-9]|2[0-8]))|20(?:[02468][048]|[13579][26])0229"
)
PLACE = re.compile(rf"(?:{DAY})-[0-9]{{1,16}}-[0-9a-f]{{32}}")
"""A place in the order of a list: day, microseconds since 1970, address of the last row that was shown."""
CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
SHAPES = {
    "city": re.compile(r"32[0-9]{4}"),
    "county": re.compile(r"32[0-9]{4}"),
    "domain": re.compile("|".join(KeyDomain.values)),
    "source": re.compile("|".join(SourceKind.values)),
    "severity": re.compile("|".join(Severity.values)),
    "year": re.compile(r"20[0-9]{2}"),
}
FACETS = tuple(SHAPES)


def clean(text: str) -> str:
    """Return what was typed without control characters and at most LONGEST characters of it."""
    kept = "".join(
        " " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text[: LONGEST * 10]
    )
    return " ".join(kept.split())[:LONGEST].strip()


@dataclass(frozen=True)
class Question:
    """Words and filters of one search; equal questions have equal addresses."""

    q: str = ""
    city: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    month: str = ""
    closing: str = ""
    department: str = ""
    sort: str = ""
    document: str = ""
    after: str = ""

    @classmethod
    def read(cls, params: Mapping[str, Iterable[str]]) -> Question:
        """Read an address; whatever has not the shape of a filter is left out, never an error."""
        values = {name: [str(value) for value in params.get(name, ())] for name in ADDRESSED}
        chosen: dict[str, Any] = {
            name: tuple(sorted({value for value in values[name] if shape.fullmatch(value)}))[:20]
            for name, shape in SHAPES.items()
        }
        return cls(
            q=clean(values["q"][-1]) if values["q"] else "",
            month=_one(values["month"], MONTH),
            closing=_one(values["closing"], MONTH),
            department=_one(values["department"], CODE),
            sort=_one(values["sort"], re.compile("old")),
            after=place(values["after"]),
            **chosen,
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Return what is looked for: quotation marks around a word were copied along and are no part of it."""
        bare = (word.strip(QUOTES) for word in self.q.split())
        return tuple(dict.fromkeys(word for word in bare if word))[:MOST_WORDS]

    @property
    def narrowed(self) -> bool:
        """Say whether anything but words narrows the list."""
        return any(getattr(self, name) for name in (*FACETS, "month", "closing", "department"))

    @property
    def by_facets_alone(self) -> bool:
        """Say whether nothing but facets narrows the list, so that the kept counts answer（open.is_kept）."""
        return not (self.words or self.month or self.closing or self.department or self.document)

    @property
    def facets_alone(self) -> Question:
        """Return what the facets say of this question, so that the kept counts know what they can offer."""
        return Question(**{name: getattr(self, name) for name in FACETS})

    @property
    def as_counted(self) -> Question:
        """Return what decides how many there are: every page and order of one list counts alike."""
        return replace(self, after="", sort="")

    def address(self, **changes: object) -> str:
        """Return the query string of this question, or of the question changed so."""
        page = changes.pop("page", None)
        asked = replace(self, **{"after": "", **changes}) if changes else self  # type: ignore[arg-type]
        pairs = [(name, getattr(asked, name)) for name in ADDRESSED if getattr(asked, name)]
        return "?" + urlencode([*pairs, *([("page", page)] if page and page != 1 else [])], doseq=True)

    def toggled(self, facet: str, value: str) -> Question:
        """Return the question with one choice of a facet taken or given up."""
        chosen = set(getattr(self, facet)) ^ {value}
        return replace(self, after="", **{facet: tuple(sorted(chosen))})  # type: ignore[arg-type]

    @property
    def place(self) -> list[str]:
        """Return day, moment and address after which the list goes on, empty for its beginning."""
        return read_place(self.after)

    def as_json(self) -> str:
        """Return the question as the functions of schema `open` read it."""
        asked = {
            item.name: getattr(self, item.name) for item in fields(self) if item.name not in {"q", "sort"}
        }
        words = () if self.document else self.words
        return json.dumps({**asked, "words": words, "after": self.place}, ensure_ascii=False)


def read_place(after: str) -> list[str]:
    """Return day, moment and address of a place in the order, empty for none."""
    if not after:
        return []
    day, moment, address = after.split("-")
    at = datetime.fromtimestamp(int(moment) / 1_000_000, UTC)
    return [f"{day[:4]}-{day[4:6]}-{day[6:]}", at.isoformat(), str(UUID(address))]


ADDRESSED = ("q", *FACETS, "month", "closing", "department", "sort", "after")
"""The parameters of a search address, in the order in which an address is written."""


def _one(values: list[str], shape: re.Pattern[str]) -> str:
    return values[-1] if values and shape.fullmatch(values[-1]) else ""


def place(values: list[str]) -> str:
    """Return the place in the order that an address names, "" where its shape or its day is none."""
    return _one(values, PLACE)
