"""Where a procedure of an app above stands: the address of a case, what waits for whom, what was sent, how one is found.

Each procedure says in its `queues.py` what is its own; what all of them share stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet, TextChoices
from django.urls import reverse

from common.case_file_rules import acted_through, require_say
from common.case_files import CaseFile, Requirement
from common.cases.case_type import CaseType
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.errors import NotAllowed, WrongState
from common.models.deadlines import in_doubt
from common.open_matters import OpenMatter
from common.registry import SEEING, CaseTab, Finder, Hit, Queue, Sent, Work
from common.roles import OFFICERS, Role
from common.trail import Actor
from common.workflow import Workflow
from organisations.search import body, found_in

Waits = Q | Callable[[Actor], Q]


def in_queue(place: str, key: str, name: str = "queue") -> Callable[[Any], str]:
    """Return the address of a list that shows just the rows of one queue."""
    return lambda posting: f"{reverse(place)}?{urlencode({name: key})}"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One procedure: `key` names its list（measures）, `url` the page of a case（measure）, `word` stands before its number.

    `seen` are the rows that a posting may see in lists, `subject` and `detail` tell one from the others, `related` leads
    to the department first. `due` is the column of the day by which a step is due, "" where no clock runs.
    """

    model: type[Workflow]
    key: str
    url: str
    word: str
    order: int
    states: type[TextChoices]
    turns: Mapping[str, str]
    """Whose turn it is in a state, "" where nobody's."""
    seen: Callable[[Actor], QuerySet[Any]]
    subject: Callable[[Any], str] = lambda case: str(case.fact.department)
    detail: Callable[[Any], str] = lambda case: ""
    related: tuple[str, ...] = ("fact__department",)
    due: str = ""
    since: tuple[str, ...] = ()
    """The columns of the days on which a row came to its step, the latest step first; none is the day when it was made."""
    numbers: Sequence[str] = ("number", "document_number")
    entered: str = "registered_by"
    state: Callable[[Any], str] = lambda case: str(case.get_status_display())
    """The word of its state in what waits."""
    names_queue: bool = False
    """Whether what waits is named by its queue, instead of by `word`."""
    is_of_a_body: bool = True
    """Whether a case is found by the department, too, that `related` leads to first."""

    @property
    def label(self) -> str:
        """Return the label of the model, by which the registries know the procedure."""
        return self.model._meta.label_lower

    @property
    def app(self) -> str:
        """Return the app whose addresses and templates are the procedure's."""
        return self.model._meta.app_label

    def address(self, case: Workflow) -> str:
        """Return the page of a case."""
        return self.by_key(case.pk)

    def by_key(self, key: UUID) -> str:
        """Return the page of a case by its key alone."""
        return reverse(f"{self.app}:{self.url}", args=[key])

    def rows(self, posting: Actor, condition: Q, due: str = "") -> QuerySet[Any]:
        """Return the rows that meet a condition, by the day on which they fall due."""
        found, column = self.seen(posting).filter(condition).select_related(*self.related), due or self.due
        if not column:
            return found.order_by("pk")
        return found.annotate(in_doubt=in_doubt(column)).order_by(F(column).asc(nulls_last=True), "id")

    def work(self, matter: str, due: str) -> Callable[[Any], Work]:
        """Return how a row is told as work."""
        return lambda case: Work(
            f"{matter} {case.number}",
            self.address(case),
            self.subject(case),
            self.detail(case),
            self.state(case),
            due=getattr(case, due) if due else None,
            in_doubt=getattr(case, "in_doubt", False),
        )

    def queue(self, key: str, label: str, roles: frozenset[Role], waits: Waits, due: str = "") -> Queue:
        """Return the queue of a desk: each further one of a role would ask the database once more on every page."""
        return Queue(
            key,
            label,
            "",
            roles,
            lambda posting: self.rows(posting, waits if isinstance(waits, Q) else waits(posting), due),
            in_queue(f"{self.app}:{self.key}", key),
            self.work(label if self.names_queue else self.word, due or self.due),
            self.key,
            due=due or self.due,
            since=self.since,
            order=self.order,
        )

    def sent(self, label: str, order: int, roles: frozenset[Role] = OFFICERS) -> Sent:
        """Return what one handed on oneself."""
        return Sent(
            self.key,
            label,
            roles,
            lambda posting: self.rows(posting, Q(**{self.entered: posting.user_id})),
            lambda state: (str(self.states(state).label), self.turns.get(state, "")),
            self.work(self.word, self.due),
            order=order,
        )

    def finder(self, label: str, roles: frozenset[Role] = SEEING, order: int = 50) -> Finder:
        """Return how a case is found: by its numbers and its department."""

        def found(posting: Actor, words: str) -> QuerySet[Any]:
            bodies = [body(self.related[0])] if self.is_of_a_body else []
            asked = found_in(words, *self.numbers, *bodies)
            return self.seen(posting).filter(asked).select_related(*self.related)

        def hit(case: Any) -> Hit:  # noqa: ANN401 - as the registry takes it
            told = " · ".join(filter(None, (self.subject(case), self.detail(case))))
            return Hit(case.number, self.address(case), told)

        return Finder(self.key, label, found, hit, f"{self.app}:{self.key}", roles, order=order)

    def file(
        self, sides: frozenset[Role], words: str, states: Collection[str], withdraw: Requirement | None = None
    ) -> CaseFile:
        """Return who may lay files beside a case, in which states; `words` say so to whoever may not."""

        def attach(case: Workflow, by: Actor) -> None:
            if by.role not in sides:
                raise NotAllowed(words)
            if case.status not in states:
                raise WrongState(f"现在是“{case.get_status_display()}”，证据不能再变动")

        return CaseFile(
            self.label,
            lambda case: str(case.number),
            self.address,
            attach,
            withdraw or attach,
            require_say,
            lambda case, by: acted_through(case) - {by.pk},
        )

    def handover(self, label: str, is_open: Q, *acts: str) -> CaseKind:
        """Return what a posting leaves open: the cases that it entered, or did one of `acts` to."""

        def begun(posting: Actor) -> Q:
            return reduce(or_, (Q(through(self.label, act, posting)) for act in ("enter", *acts)))

        return CaseKind(self.url, label, self.label, is_open, begun, F("number"))

    def merger(self, label: str, is_open: Q, order: int, *bodies: str) -> OpenMatter:
        """Return what a department still answers for, as the subject or as one of `bodies`."""
        keys = (self.related[0], *bodies)
        return OpenMatter(
            self.key,
            label,
            lambda units: self.model._base_manager.filter(
                is_open, reduce(or_, (Q(**{f"{key}__in": units}) for key in keys))
            ),
            order=order,
        )

    def tab(
        self,
        label: str,
        kind: type[Model],
        bar: Callable[[Any], str],
        order: int,
        *,
        key: str = "fact",
        is_printed: bool = True,
    ) -> CaseTab:
        """Return the tab of the cases on the page of a fact of one kind, or in a file; `bar` says why none can be registered."""

        def rows(fact: Any, posting: Actor) -> QuerySet[Any]:  # noqa: ANN401 - as the registry takes it
            found: QuerySet[Any] = self.model.objects.visible_to(posting)  # type: ignore[attr-defined]
            return found.filter(**{key: fact.pk})

        return CaseTab(
            self.key,
            label,
            kind._meta.label_lower,
            f"{self.app}/{self.url}_tab.html",
            lambda fact, posting: {
                "cases": rows(fact, posting),
                "bar": bar(fact),
                "may_enter": self.model.may_enter(posting),
                "may_register": self.model.may_enter(posting) and not bar(fact),
                "record": fact,
            },
            count=lambda fact, posting: rows(fact, posting).count(),
            order=order,
            is_printed=is_printed,
        )

    def procedure(self, **faces: Any) -> CaseType:
        """Return the case type with what every desk has, and its own faces."""
        return CaseType(
            model=self.model,
            states=self.states,
            address=self.address,
            notice_address=self.by_key,
            story=story_of_itself,
            titles=("number",),
            **faces,
        )
