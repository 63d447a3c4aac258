"""Where a walk begins: one body with several facts of several documents, another body, and everybody who may act on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from common.models import RuleValue
from common.roles import Role
from letters.services import issuer_of
from organisations.models import Department
from postings.models import Posting
from postings.services import clock_posting, held_postings
from tests import factories
from tests.appeals import makers, objecting
from tests.challenges.challenging import COURT
from tests.shared_worlds import shared

PLACE = "320100"
DECIDED, SECOND = "苏01罚〔2026〕9001号", "苏01罚〔2026〕9002号"
LOST = "（2026）苏01行终9003号"
OFFICIAL = "韦守信"
"""The name of an official, who stands in no public row whatever happens."""
PERSONAL = (OFFICIAL, objecting.PERSON.name, objecting.PERSON.contact)


@dataclass
class Place:
    """What a walk starts from: bodies by name, seats in a fixed order, the facts on file."""

    body: Department
    other: Department
    finder: Department
    heir: Department
    seats: dict[str, Posting] = field(default_factory=dict)
    facts: list[Any] = field(default_factory=list)

    @property
    def bodies(self) -> list[Department]:
        """Return the bodies that a walk may reorganise or write to."""
        return [self.body, self.other, self.finder, self.heir]


def _seats(place: Place) -> dict[str, Posting]:
    twice: tuple[tuple[str, Role], ...] = (
        *(("clerk", Role.CLERK), ("reviewer", Role.REVIEWER), ("secrecy", Role.SECRECY)),
        *(("officer", Role.OFFICER), ("director", Role.DIRECTOR)),
    )
    seats = {f"{name}{n}": factories.posting(role) for name, role in twice for n in (1, 2)}
    seats |= {
        f"{name}_of_body": factories.posting(role, None, unit=place.body)
        for name, role in (("officer", Role.OFFICER), ("director", Role.DIRECTOR))
    }
    for name in ("body", "other", "heir"):
        seats[f"rep_{name}"] = factories.posting(Role.REPRESENTATIVE, None, unit=getattr(place, name))
    for n in (1, 2):
        seats[f"finder{n}"] = factories.posting(Role.FINDING_BODY, None, unit=place.finder)
    seats["auditor"] = factories.posting(Role.AUDITOR, None)
    seats["keeper"] = factories.posting(Role.SYSTEM_ADMIN, None)
    many: User = seats["clerk1"].user
    seats["director_clerk1"] = factories.posting(Role.DIRECTOR, user=many)
    """One natural person in two posts: what the hand entered, the same person's other post may not decide."""
    return seats | {"clock": clock_posting()} | _deputies(seats)


def _deputies(seats: dict[str, Posting]) -> dict[str, Posting]:
    """People who act through another's post: for some days, without some acts."""
    today, made = timezone.localdate(), {}
    for name, left_out in (
        ("director1", ["publication.publish", "objection.refuse"]),
        ("officer1", ["repair.accept"]),
        ("rep_body", ["repair.withdraw"]),
    ):
        person = factories.person()
        until = today + timedelta(days=80)
        given = {"person": person, "since": today, "until": until, "excluded": left_out}
        factories.deputy(seats[name], **given)
        (made[f"deputy_{name}"],) = held_postings(person, today)
    return made


def _confirm_rules() -> None:
    """Let a director have confirmed every rule: what an unconfirmed one bars is tried elsewhere."""
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(confirmed_at=None).update(**settled)


def _facts(place: Place) -> list[Any]:
    today = timezone.localdate()
    clerk = place.seats["clerk1"]
    given = {"finding_unit": place.finder, "finding_body": place.finder.name, "clerk": clerk}
    old = {
        "decided_on": today - timedelta(days=190),
        "effective_on": today - timedelta(days=180),
        "occurred_on": today - timedelta(days=300),
    }
    one = {**given, **old, "document_number": DECIDED}
    first = factories.publication(department=place.body, **one).fact.of_kind
    second = factories.publication(department=place.other, **one).fact.of_kind
    third = factories.record("confirmed", department=place.body, document_number=SECOND, **given)
    fourth = factories.record(
        "statement",
        department=place.body,
        source_kind="judgment",
        document_title="行政判决书",
        **{**given, **old, "document_number": LOST, "finding_body": COURT},
    )
    draft = factories.record("draft", department=place.body, **given)
    days = {name: old[name] for name in ("decided_on", "effective_on")}
    lost = factories.judgment(
        "confirmed",
        department=place.body,
        case_number=LOST,
        court=COURT,
        clerk=clerk,
        finding_unit=place.finder,
        **days,
    )
    factories.publication(made=lost)
    praised = factories.commendation("confirmed", department=place.body, clerk=clerk)
    factories.publication(made=praised)
    official = factories.official(place.body, name=OFFICIAL)
    person = factories.record(
        "confirmed",
        official=official,
        disclosure="internal",
        clerk=factories.posting(Role.CLERK, unit=place.body),
    )
    return [first, second, third, fourth, draft, lost, praised, person]


@shared
def place() -> Place:
    """Make the place that every walk starts from."""
    made = Place(*(factories.department(PLACE) for _ in range(4)))
    _confirm_rules()
    made.seats = _seats(made)
    for name in ("officer1", "finder1"):
        makers.open_register(issuer_of(made.seats[name]))
    made.facts = _facts(made)
    for fact in made.facts:
        type(fact).objects.filter(pk=fact.pk, confirmed_at__isnull=False).update(
            confirmed_at=timezone.now() - timedelta(days=30)
        )
        fact.refresh_from_db()
    return made
