"""What crosses the wall about an application, as both sides read it: the form, a further statement, each step told. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self
from uuid import UUID

APPLICATION, STATEMENT = "objection", "applicant_statement"
"""The kinds of messages: the form, and what its sender says later under the same query code."""
LONGEST_TEXT = 2000
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Application:
    """The public form as it was sent: about which information, who writes as what, what is wrong and why.

    `about` is whatever the sender wrote; the form answers alike whether it leads anywhere or not（procedures D.16）.
    """

    about: str
    sender: str
    kind: str
    reasons: str
    standing: str = ""
    name: str = ""
    contact: str = ""

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """Return what a message holds; a missing text is empty, what the form does not ask for is dropped."""
        return cls(**{one.name: str(payload.get(one.name) or "").strip() for one in fields(cls)})

    @property
    def payload(self) -> dict[str, str]:
        """Return it as a message carries it."""
        return asdict(self)

    @property
    def public_id(self) -> UUID | None:
        """Return the random id of a public page that `about` names, None where it names none."""
        found = _ID.search(self.about)
        return UUID(found.group()) if found else None


@dataclass(frozen=True)
class Step:
    """One step of a case as its applicant is told it; `asks` is what the applicant is to do by `due`, "" for nothing.

    `settles` says that nothing asked before is open any more; `per_hour`, of a key of the API, how much it is good for.
    """

    words: str
    number: str = ""
    asks: str = ""
    due: str = ""
    is_over: bool = False
    settles: bool = False
    per_hour: int = 0

    def packed(self) -> str:
        """Return it as the text of an answer."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """Return the step in an answer; a plain answer is its words alone."""
        try:
            given = json.loads(text)
            return cls(**given)
        except (ValueError, TypeError):
            return cls(text)
