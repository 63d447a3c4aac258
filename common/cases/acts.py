"""The acts as pages offer them: words, what follows, the inputs they ask for, the verb they call, what bars them.

Every machine has one table, declared beside it; `act_tables` knows it by the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from common.cases.story import last_words
from common.errors import NotAllowed, WrongState
from common.forms import OfficeForm, ReasonForm
from common.roles import named_roles
from common.workflow import Actor, Verb, Workflow

Given = dict[str, Any]
Do = Callable[[Any, Actor, Given], Any]
Bar = Callable[[Any, Actor], str]
Heard = Callable[[Any], str]
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LATER = "_acts_later"


def no_bar(obj: Workflow, by: Actor) -> str:
    """Bar nobody beyond state, role and recusal."""
    return ""


def no_words(obj: Workflow) -> str:
    """Quote nothing: nobody is heard before the act."""
    return ""


def no_warning(obj: Workflow) -> str:
    """Warn of nothing."""
    return ""


def calling(verb: Callable[..., Any]) -> Do:
    """Return how an act is done by a service that takes what the form gives, under the same names."""
    return lambda case, by, given: verb(case, by=by, **given)


def doing(verb: str) -> Do:
    """Return how an act is done by the case's own verb, which takes what the form gives."""
    return lambda case, by, given: getattr(case, verb)(by=by, **given)


@dataclass(frozen=True)
class Act:
    """One act: `effect` says what follows, `do` takes (case, by, what the form gave).

    `verb` is the machine's where it bears another name than the act. `bar` returns why this person may not do it to
    this case now although state and role allow it, "" where nothing does; `warn` says
    what to heed of this case, before and after. A grave act is asked again on a page of its
    own; `is_first` is the usual next step. `heard` returns what the other side said: where it spoke, the act is done
    on a page that quotes it, never from the bar and never on many rows（行政处罚法 45）.
    """

    label: str
    effect: str
    do: Do
    form: type[OfficeForm] = ReasonForm
    verb: str = ""
    bar: Bar = no_bar
    heard: Heard = no_words
    warn: Callable[[Any], str] = no_warning
    is_grave: bool = False
    is_first: bool = False

    def is_direct(self, obj: Workflow) -> bool:
        """Say whether it can be done from the decision bar, with its reason field."""
        return not self.is_grave and not self.heard(obj) and self.form.is_reason_alone(obj)


@dataclass(frozen=True)
class Offer:
    """An act that a posting may do now. A direct one is done from the decision bar, with its reason field."""

    name: str
    act: Act
    is_direct: bool
    warning: str = ""
    bar: str = ""
    """Until when it cannot be done yet."""


class ActTables(dict[str, Mapping[str, Act]]):
    """The table of each kind of case, by model label."""

    def declare(self, model: type[Workflow], table: Mapping[str, Act]) -> None:
        """Enter the acts of one machine."""
        self[model._meta.label_lower] = table

    def of(self, obj: Workflow) -> Mapping[str, Act]:
        """Return the acts of one object's kind; those of an abstract kind are its subclasses'."""
        return self[obj._meta.label_lower]


def verb_of(obj: Workflow, name: str, act: Act) -> Verb:
    """Return the machine's verb that an act calls."""
    return obj.TRANSITIONS[act.verb or name]


def offered(obj: Workflow, by: Actor) -> list[Offer]:
    """Return the acts that `by` may do to `obj` now, in the order of the table."""
    allowed, now, later = set(obj.acts_for(by)), [], []
    today = timezone.localdate().isoformat()
    for name, act in act_tables.of(obj).items():
        if (act.verb or name) in allowed:
            bar = act.bar(obj, by)
            if not bar:
                now.append(Offer(name, act, act.is_direct(obj), act.warn(obj)))
            elif any(day >= today for day in A_DAY.findall(bar)):
                later.append(Offer(name, act, is_direct=False, bar=bar))
    obj.__dict__[LATER] = by, today, later
    return now


def not_yet(obj: Workflow, by: Actor) -> list[Offer]:
    """Return the acts that only a day keeps from `by`: state and role allow them, and what bars them names the day.

    A page has asked what is offered before: what bars an act may ask the database, and is asked once.
    """
    asked_by, asked_on, found = obj.__dict__.get(LATER, (None, "", []))
    if asked_by is not by or asked_on != timezone.localdate().isoformat():
        offered(obj, by)
        found = obj.__dict__[LATER][2]
    return list(found)


def require_role(verb: Verb, by: Actor) -> None:
    """Raise NotAllowed with the roles that do it where `by` is none of them."""
    if by.role not in verb.roles:
        raise NotAllowed(
            f"{verb.label}由{named_roles(verb.roles)}办理，您现在的岗位是{by.get_role_display()}"
        )


def require_role_and_state(obj: Workflow, verb: Verb, by: Actor) -> None:
    """Say at once why an act cannot be done, before anyone fills in its form."""
    require_role(verb, by)
    obj.require_no_recusal(by)
    if obj.status not in verb.sources:
        raise WrongState(f"现在是“{obj.get_status_display()}”，不能{verb.label}{last_words(obj)}")


act_tables = ActTables()
