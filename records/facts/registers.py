"""The registers（台账）of reviewed facts: one for each kind, with the same pages, queues and acts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from common.lists.spec import ListSpec
from records.facts.forms import FactForm
from records.facts.models.reviewed_facts import ReviewedFact


@dataclass(frozen=True)
class Register:
    """What differs from one register to the next; `one` and `many` are names of addresses too."""

    model: type[ReviewedFact]
    list: ListSpec
    form: type[FactForm]
    many: str
    short: str
    """What work on it is called（败诉信息）."""
    named_by: str
    """The field by which a page of one calls it."""
    rank: int
    """Its place among the registers, from 0."""
    on_many: tuple[str, ...] = ()
    """What may be changed on many of its drafts at once."""

    @property
    def one(self) -> str:
        return str(self.model.KIND)

    @property
    def is_named_by_number(self) -> bool:
        return self.named_by == self.model.NUMBER

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def hint(self) -> str:
        return self.list.hint

    @property
    def list_url(self) -> str:
        return reverse(f"records:{self.many}")


registers: dict[str, Register] = {}
"""The registers by the name of their list; each kind enters its own where its procedure is declared."""
