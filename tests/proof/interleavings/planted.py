"""Faults put into the portal or into what is told of it: each must be complained of, by the code named, on the walk named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection

import appeals.objections.services.deciding as objection_deciding
import appeals.objections.services.entering as objection_entering
import appeals.objections.services.handling as objection_handling
import appeals.repairs.services.applying as repair_applying
import appeals.repairs.services.deciding as repair_deciding
import appeals.repairs.services.examining as repair_examining
import challenges.services.deciding as challenge_deciding
import challenges.services.staying as challenge_staying
import discipline.measures.services.deciding as measure_deciding
import exchange.honours.services as checks
import records.publications.acts as publication_acts
from appeals.eligibility import Eligibility
from appeals.models import DepartmentNote, Objection, Repair
from appeals.repairs.acts import ACTS as REPAIR_ACTS
from challenges.models import Challenge
from common import projections, verbs, workflow
from common.cases.acts import no_bar
from common.cases.hanging import hanging
from common.errors import NotAllowed
from common.models import Deadline
from common.roles import Role
from common.workflow import Workflow
from discipline.measures import honours
from discipline.measures.acts import ACTS as MEASURE_ACTS
from discipline.measures.models import MeasureQuerySet
from discipline.models import Incentive, Measure, Rectification, Tolerance
from discipline.tolerance.services import starting as tolerance_starting
from exchange.honours.acts import ACTS as CHECK_ACTS
from exchange.honours.models import HonourCheck
from records.facts.dishonesty.models.records import DishonestyRecord
from records.models import Fact, Publication
from records.publications.services import holding, publishing, republishing
from records.publications.services.ending import end_publication
from tests.proof.interleavings import scripts, walking, watching
from tests.proof.interleavings.scripts import Script

Plant = Callable[[], Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong, on which walk it shows, the codes by which it must be caught, and how it is put in."""

    words: str
    script: Script
    codes: tuple[str, ...]
    plant: Plant
    collision: bool = False


def patched(where: Any, name: str, new: Any) -> Plant:
    """Return how something of the portal is put in place of another."""
    return lambda: patch.object(where, name, new)


def verb_let(model: type[Workflow], act: str, **changes: Any) -> Plant:
    """Return how an act of a machine is declared otherwise."""
    return lambda: patch.object(
        model, "TRANSITIONS", {**model.TRANSITIONS, act: replace(model.TRANSITIONS[act], **changes)}
    )


def orphaned(*models: type[Workflow]) -> Plant:
    """Return how cases no longer hear of what they hang on."""
    kept = {model: parents for model, parents in hanging.parents.items() if model not in models}
    return lambda: patch.object(hanging, "parents", kept)


def told_otherwise(change: Callable[[Row], None]) -> Plant:
    """Return how what is told of each step is changed before the oracle hears it."""
    real = watching.all_after

    def told(seq: int) -> Row:
        row = real(seq)
        change(row)
        return row

    return patched(walking.watching, "all_after", told)


def of_event(kind: str, act: str, change: Callable[[Row], Any]) -> Plant:
    """Return how the rows of the trail of one act are told otherwise."""

    def changed(told: Row) -> None:
        for event in told["events"]:
            if (event["kind"], event["act"]) == (kind, act):
                change(event)

    return told_otherwise(changed)


def without_event(kind: str, act: str) -> Plant:
    """Return how the row of the trail of one act is lost."""

    def dropped(told: Row) -> None:
        told["events"] = [one for one in told["events"] if (one["kind"], one["act"]) != (kind, act)]

    return told_otherwise(dropped)


def on_pages(change: Callable[[Row], None]) -> Plant:
    """Return how every page that the public reads says something else."""

    def changed(told: Row) -> None:
        for page in told["public"].values():
            change(page)

    return told_otherwise(changed)


def both(*plants: Plant) -> Plant:
    """Return how several are put in together."""

    @contextmanager
    def all_of() -> Iterator[None]:
        with ExitStack() as stack:
            for plant in plants:
                stack.enter_context(plant())
            yield

    return all_of


def _sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement, params)
        cursor.execute(f"SET ROLE {settings.OFFICE_DB_ROLE}")


def without_trigger(table: str, name: str) -> Plant:
    """Return how a table is without one of its guards."""

    @contextmanager
    def bare() -> Iterator[None]:
        _sql(f"DROP TRIGGER {name} ON {table}")
        yield

    return bare


_hold = objection_deciding._hold


def _held_past_the_door(case: Any, act: str, by: Any, reason: str) -> Any:
    made = _hold(case, act, by, reason)
    Objection.objects.filter(pk=case.pk).update(status="routing")
    return made


def _barred_where(model: Any, **state: Any) -> Callable[[Any], str]:
    real = objection_entering.bar_to_objection
    return lambda fact: (
        real(fact) or ("另一件在办理" if model.objects.filter(fact=fact.pk, **state).exists() else "")
    )


def _no_repair_where(model: Any, **state: Any) -> Callable[[Any, Any], Eligibility]:
    real, locked = repair_applying.eligibility, repair_applying.locked
    seen: list[Any] = []

    def remember(parent: Any) -> Any:
        seen.append(parent.pk)
        return locked(parent)

    repair_applying.locked = remember  # undone with the patch of eligibility, by `_repairs_barred`
    return lambda matter, day: (
        Eligibility(False, "另一件在办理")
        if model.objects.filter(fact=seen[-1], **state).exists()
        else real(matter, day)
    )


def _repairs_barred(model: Any, **state: Any) -> Plant:
    @contextmanager
    def barred() -> Iterator[None]:
        kept = repair_applying.locked
        with patch.object(repair_applying, "eligibility", _no_repair_where(model, **state)):
            yield
        repair_applying.locked = kept

    return barred


def nothing(*args: Any, **given: Any) -> str:
    """Do nothing, and bar nothing."""
    return ""


def _own_alone(self: Challenge) -> list[Any]:
    return [one for one in self.facts if one.pk == self.fact_id]


def _earlier(told: Row) -> None:
    rows = [row for row in told["deadlines"] if row["kind"] == "appeals.objection_verify"]
    for row in rows:
        if told["events"] and told["events"][-1]["act"] == "answer":
            row["due"] = "2020-01-01"


def _longer(told: Row) -> None:
    if any(event["act"] == "accept" for event in told["events"]):
        for row in told["rows"].values():
            if row["kind"] == "records.publication" and row["closes_on"]:
                row["closes_on"] = "2099-01-01"


def _later_repair(told: Row) -> None:
    if any(event["act"] == "accept" for event in told["events"]):
        for row in told["deadlines"]:
            if row["kind"] == "records.repair":
                row["due"] = "2099-01-01"


def _set(name: str, value: Any) -> Callable[[Row], None]:
    return lambda row: row.__setitem__(name, value)


def _old_page_stays(told: Row) -> None:
    superseded = [
        row for row in told["rows"].values() if row["kind"] == "records.publication" and row["predecessor_id"]
    ]
    for row in superseded:
        page = told["public"].get(row["public_id"])
        if page:
            told["public"][told["rows"][row["predecessor_id"]]["public_id"]] = dict(page)


def _first_page_without_mark(told: Row) -> None:
    if any(event["act"] == "cancel" for event in told["events"]):
        for page in told["public"].values():
            page["is_disputed"] = False


def _mark_stays(told: Row) -> None:
    if any(event["act"] == "close" for event in told["events"]):
        for page in told["public"].values():
            page["is_disputed"] = True


_answered = objection_handling._answered


def _answered_and_shortened(case: Any, act: str, by: Any, given: Any) -> Any:
    short = {"due_on": "2000-01-01", "starts_on": "1999-12-01"}
    Deadline.objects.filter(object_id=case.pk, met_on=None).update(**short)
    return _answered(case, act, by, given)


def _stale_seat(self: Any, name: str) -> Any:
    return self.place.seats[name]


OBJ, REC, PUB = "appeals.objection", "records.dishonestyrecord", "records.publication"

COLLISIONS: tuple[Fault, ...] = (
    Fault(
        "an objection is refused while a repair is in hand",
        scripts.merged,
        ("right-refused",),
        patched(objection_entering, "bar_to_objection", _barred_where(Repair, status="pending")),
        True,
    ),
    Fault(
        "a repair is refused while an objection is in hand",
        scripts.both_asked,
        ("right-refused",),
        _repairs_barred(Objection, status="submitted"),
        True,
    ),
    Fault(
        "a granted repair closes the objection",
        scripts.repaired,
        ("causeless", "role"),
        both(
            verb_let(Objection, "lapse", roles=frozenset(Role)),
            patched(Objection, "_require_scope", nothing),
            patched(
                repair_deciding,
                "end_with_repair",
                lambda fact, *, by, reason: [
                    one.move("lapse", by=by, reason=reason)
                    for one in Objection.objects.filter(fact=fact.pk, status="routing")
                ],
            ),
        ),
        True,
    ),
    Fault(
        "a granted repair leaves the page",
        scripts.noted,
        ("leak", "open-under-repaired"),
        patched(repair_deciding, "_open_publications", lambda case: []),
        True,
    ),
    Fault(
        "a granted repair leaves the measures running",
        scripts.repaired,
        ("open-under-repaired",),
        patched(repair_deciding, "end_with_repair", nothing),
        True,
    ),
    Fault(
        "an objection upheld by withdrawal leaves the repair open",
        scripts.upheld_by_withdrawal,
        ("open-under-dead",),
        orphaned(Repair),
        True,
    ),
    Fault(
        "an objection after expiry or withdrawal is not taken",
        scripts.objected_late,
        ("right-refused",),
        patched(objection_entering, "OBJECTABLE", ("confirmed", "not_included")),
        True,
    ),
    Fault(
        "an ended fact keeps its page for an objection",
        scripts.upheld_by_withdrawal,
        ("leak", "open-under-dead", "broken"),
        orphaned(Publication),
        True,
    ),
    Fault(
        "the mark falls with the first of two objectors",
        scripts.two_objectors,
        ("mark-missing",),
        told_otherwise(_first_page_without_mark),
        True,
    ),
    Fault(
        "the mark outlives the last objector",
        scripts.two_objectors,
        ("mark-left",),
        told_otherwise(_mark_stays),
        True,
    ),
    Fault(
        "a withdrawn objection bars another",
        scripts.taken_back,
        ("right-refused",),
        patched(objection_entering, "bar_to_objection", _barred_where(Objection, status="cancelled")),
        True,
    ),
    Fault(
        "a withdrawn repair bars another",
        scripts.taken_back,
        ("right-refused",),
        _repairs_barred(Repair, status="withdrawn"),
        True,
    ),
    Fault(
        "the objector's death leaves the page held",
        scripts.heir_of_objector,
        ("hidden",),
        patched(objection_deciding, "_release", nothing),
        True,
    ),
    Fault(
        "an heir takes the case back to its start",
        scripts.heir_of_objector,
        ("illegal", "jump"),
        verb_let(Objection, "succeed", target="submitted"),
        True,
    ),
    Fault(
        "an annulled document leaves its second record",
        scripts.annulled,
        ("document-left",),
        patched(Challenge, "live_facts", property(_own_alone)),
        True,
    ),
    Fault(
        "an annulled document leaves the repair open",
        scripts.annulled,
        ("open-under-dead",),
        orphaned(Repair),
        True,
    ),
)
ON_THE_PAGES: tuple[Fault, ...] = (
    Fault(
        "acceptance puts no mark",
        scripts.refused,
        ("mark-missing",),
        without_projection := patched(projections.listeners, "hear", nothing),
    ),
    Fault(
        "a refused objection leaves the page held",
        scripts.refused,
        ("hidden",),
        patched(objection_deciding, "_release", nothing),
    ),
    Fault(
        "an upheld objection does not hold the page",
        scripts.corrected,
        ("leak",),
        patched(objection_deciding, "_hold", nothing),
    ),
    Fault("a hold does not take the page off", scripts.refused, ("leak", "mark-missing"), without_projection),
    Fault(
        "a stay does not hold the page",
        scripts.stayed,
        ("leak",),
        patched(challenge_staying, "hold_all", nothing),
    ),
    Fault(
        "a lifted stay leaves the page held",
        scripts.stayed,
        ("hidden",),
        patched(challenge_staying, "release", nothing),
    ),
    Fault(
        "a correction lifts what the director suspended",
        scripts.corrected_while_suspended,
        ("leak",),
        patched(
            republishing,
            "end_publication",
            lambda old, **told: end_publication(old, **{**told, "keeps_holds": False}),
        ),
    ),
    Fault(
        "a record of a stayed document comes into public",
        scripts.published_while_stayed,
        ("leak",),
        both(
            patched(publishing, "bar_to_appearing", nothing),
            patched(publishing, "followers", []),
            _barless := patched(publication_acts, "bar_to_appearing", nothing),
        ),
    ),
    Fault(
        "the wall's clock stands still",
        scripts.published,
        ("leak",),
        both(patched(walking.Walk, "_say_day", nothing), patched(walking, "CLOCK_WORK", ())),
    ),
    Fault(
        "a suspended page stays",
        scripts.published,
        ("leak",),
        patched(holding, "_tell", nothing),
    ),
    Fault(
        "a corrected page stays beside its successor",
        scripts.corrected,
        ("leak", "twice"),
        told_otherwise(_old_page_stays),
    ),
    Fault(
        "a tolerated record keeps its page",
        scripts.tolerated,
        ("leak", "open-under-dead", "broken"),
        orphaned(Publication),
    ),
    Fault(
        "a note outlives its page",
        scripts.noted,
        ("open-under-repaired", "open-under-dead", "note-leak", "leak"),
        told_otherwise(
            lambda told: [page.__setitem__("note", "另有说明") for page in told["public"].values()]
        ),
    ),
    Fault(
        "a letter of commitment outlives its request",
        scripts.promised,
        ("letter-left",),
        orphaned(DepartmentNote),
    ),
    Fault(
        "a standing letter of commitment is not shown",
        scripts.promised,
        ("commitment-hidden",),
        on_pages(_set("commitment", "")),
    ),
    Fault("a standing note is not shown", scripts.noted, ("note-hidden",), on_pages(_set("note", ""))),
    Fault(
        "a page shows another text than was signed",
        scripts.published,
        ("unsigned",),
        on_pages(_set("facts", "另一份文字")),
    ),
    Fault("a page names a person", scripts.published, ("person",), on_pages(_set("finding_body", "韦守信"))),
)
ON_PERSONS: tuple[Fault, ...] = (
    Fault(
        "who had a hand in the fact decides on it",
        scripts.by_a_hand,
        ("hand",),
        patched(Objection, "bar_by_hand", nothing),
    ),
    Fault(
        "somebody of the body decides on it",
        scripts.wrong_persons,
        ("own-body",),
        patched(Objection, "bar_by_hand", nothing),
    ),
    Fault(
        "a deputy does what the deputyship leaves out",
        scripts.wrong_persons,
        ("left-out",),
        both(
            patched(verbs, "excluded", lambda *args: False),
            patched(workflow, "excluded", lambda *args: False),
        ),
    ),
    Fault(
        "a deputy acts after the last day",
        scripts.stale_deputy,
        ("deputy-over",),
        patched(walking.Walk, "seat", _stale_seat),
    ),
    Fault(
        "an auditor decides",
        scripts.by_an_auditor,
        ("role",),
        both(
            verb_let(Objection, "refuse", roles=frozenset(Role)),
            patched(Objection, "bar_by_hand", nothing),
            patched(Objection, "_require_scope", nothing),
        ),
    ),
    Fault(
        "the trail tells of one person where there were two",
        scripts.published,
        ("four-eyes",),
        told_otherwise(lambda told: [one.__setitem__("actor", "x") for one in told["events"]]),
    ),
    Fault(
        "an act is told of nobody",
        scripts.published,
        ("nobody",),
        of_event(PUB, "publish", _set("actor", None)),
    ),
)
ON_RIGHTS: tuple[Fault, ...] = (
    Fault(
        "a record is confirmed before the department spoke",
        scripts.served_just_now,
        ("too-soon",),
        patched(DishonestyRecord, "bar_by_hearing", lambda self, today: ""),
    ),
    Fault(
        "a measure is imposed before its hearing is over",
        scripts.hearing,
        ("too-soon",),
        both(
            patched(measure_deciding, "bar_imposing", nothing),
            patched(measure_deciding, "_require_term", nothing),
            lambda: patch.dict(MEASURE_ACTS, {"impose": replace(MEASURE_ACTS["impose"], bar=no_bar)}),
        ),
    ),
    Fault(
        "a request is refused while what was asked for may still come",
        scripts.refused_too_soon,
        ("too-soon",),
        both(
            patched(repair_examining, "bar_to_reject", lambda case: ""),
            lambda: patch.dict(REPAIR_ACTS, {"reject": replace(REPAIR_ACTS["reject"], bar=no_bar)}),
        ),
    ),
    Fault("a clock is told to end earlier", scripts.refused, ("earlier",), told_otherwise(_earlier)),
    Fault(
        "an answer shortens the objection's clock",
        scripts.refused,
        ("earlier",),
        patched(objection_handling, "_answered", _answered_and_shortened),
    ),
    Fault("an application moves the window", scripts.refused, ("moved",), told_otherwise(_longer)),
    Fault(
        "an application moves the day of repair", scripts.repaired, ("moved",), told_otherwise(_later_repair)
    ),
    Fault(
        "a tolerance is taken up again on the same ground",
        scripts.asked_again,
        ("again",),
        both(patched(tolerance_starting, "bar_acceptance", nothing)),
    ),
    Fault(
        "the heir of a merged body cannot act",
        scripts.merged,
        ("right-refused",),
        patched(
            Repair,
            "_require_scope",
            lambda self, by: (
                (_ for _ in ()).throw(NotAllowed("不在您的岗位范围内"))
                if by.role == "representative"
                else None
            ),
        ),
    ),
)
ON_THE_TRAIL: tuple[Fault, ...] = (
    Fault("an act leaves no row", scripts.refused, ("lost", "jump"), without_event(OBJ, "accept")),
    Fault("a case comes in without a row", scripts.refused, ("untold",), without_event(OBJ, "enter")),
    Fault(
        "a status is written past its door",
        scripts.refused,
        ("lost", "jump"),
        both(
            without_trigger("appeals_objection", "status_has_trail_update"),
            patched(objection_deciding, "_hold", _held_past_the_door),
        ),
    ),
    Fault(
        "a column is written past its door",
        scripts.refused,
        ("untold",),
        told_otherwise(
            lambda told: [
                row.__setitem__("reasons", f"改过{told['events'][-1]['seq'] if told['events'] else ''}")
                for row in told["rows"].values()
                if row["kind"] == PUB
            ]
        ),
    ),
    Fault(
        "a reason is missing", scripts.refused, ("no-reason",), of_event(OBJ, "refuse", _set("reason", " "))
    ),
    Fault(
        "an act that follows names no cause",
        scripts.annulled,
        ("causeless", "role"),
        of_event("appeals.repair", "lapse", _set("cause", None)),
    ),
    Fault(
        "an act names a cause of another day",
        scripts.annulled,
        ("causeless",),
        of_event(REC, "withdraw", _set("cause", "0")),
    ),
    Fault(
        "an act follows from what cannot cause it",
        scripts.everything_open,
        ("wrong-cause", "illegal"),
        of_event(REC, "withdraw", _set("act", "void")),
    ),
    Fault(
        "a case is done from a state that does not allow it",
        scripts.stayed,
        ("illegal",),
        of_event("challenges.challenge", "stay", _set("from", "reported")),
    ),
    Fault(
        "an act that the law does not know",
        scripts.refused,
        ("illegal",),
        of_event(OBJ, "accept", _set("act", "wave_through")),
    ),
    Fault("a page breaks", scripts.refused, ("broken",), patched(objection_deciding, "hold_of", None)),
    Fault(
        "a row is erased",
        scripts.refused,
        ("vanished",),
        told_otherwise(
            lambda told: [
                told["rows"].pop(key)
                for key in [
                    key
                    for key, row in told["rows"].items()
                    if row["kind"] == OBJ and row["status"] == "deciding"
                ]
            ]
        ),
    ),
    Fault(
        "cases of a withdrawn record stay open",
        scripts.everything_open,
        ("open-under-dead",),
        orphaned(Rectification, Measure, DepartmentNote),
    ),
    Fault("an incentive outlives its honour", scripts.praised, ("open-under-dead",), orphaned(Incentive)),
)
_real_ran_on = MeasureQuerySet.ran_on
_real_effective = honours._effective


def _ran_or_lifted(self: Any, day: Any) -> Any:
    return self.filter(served_on__lte=day, until__gte=day)


def _decided_since(self: Any, day: Any) -> Any:
    return _real_ran_on(self, walking.timezone.localdate())


def _with_repaired(departments: Any, on: Any) -> Any:
    return _real_effective(departments, on) | Fact.objects.filter(
        department__in=list(departments), kind="record", status="confirmed"
    )


def _with_withdrawn(departments: Any, on: Any) -> Any:
    return Fact.objects.filter(department__in=list(departments), kind="record")


def _ground_told(told: Row) -> None:
    for row in told["candidates"].values():
        if row["outcome"] == "unsure":
            row["until"] = "2027-01-01"


def _names_kept(told: Row) -> None:
    for row in told["candidates"].values():
        row["name"] = "模拟某局"


ON_AWARDS: tuple[Fault, ...] = (
    Fault(
        "a lifted measure still bars from honours",
        scripts.awarded,
        ("award",),
        patched(MeasureQuerySet, "ran_on", _ran_or_lifted),
    ),
    Fault(
        "a measure bars as of a day before it was served",
        scripts.awarded,
        ("award",),
        patched(MeasureQuerySet, "ran_on", _decided_since),
    ),
    Fault(
        "a running measure bars nobody",
        scripts.awarded,
        ("award",),
        patched(MeasureQuerySet, "ran_on", lambda self, day: self.none()),
    ),
    Fault(
        "a body with a record is answered as clear",
        scripts.awarded,
        ("award",),
        patched(checks, "OUTCOMES", {**checks.OUTCOMES, "unsure": "clear"}),
    ),
    Fault(
        "a candidate that a person has to look at is told a day",
        scripts.awarded,
        ("ground-told",),
        told_otherwise(_ground_told),
    ),
    Fault(
        "a measure bars while a tolerance of its record waits",
        scripts.award_while_tolerance_waits,
        ("award",),
        patched(honours, "OPEN", ()),
    ),
    Fault(
        "a repaired record is held against its body",
        scripts.award_after_repair,
        ("award",),
        patched(honours, "_effective", _with_repaired),
    ),
    Fault(
        "nobody is told that the ground of a refusal is gone",
        scripts.award_overturned,
        ("award-untold",),
        orphaned(HonourCheck),
    ),
    Fault(
        "a withdrawn record goes on barring",
        scripts.award_overturned,
        ("award",),
        both(orphaned(Measure), patched(honours, "_effective", _with_withdrawn)),
    ),
    Fault(
        "a list is answered by another than who sent it",
        scripts.award_of_another,
        ("others-list",),
        both(
            patched(checks, "bar_to_others", nothing),
            lambda: patch.dict(CHECK_ACTS, {"answer": replace(CHECK_ACTS["answer"], bar=no_bar)}),
            patched(HonourCheck, "_require_scope", nothing),
        ),
    ),
    Fault(
        "a dropped list keeps its names",
        scripts.award_of_another,
        ("kept-names",),
        told_otherwise(_names_kept),
    ),
)
ALL: Sequence[Fault] = (*COLLISIONS, *ON_THE_PAGES, *ON_PERSONS, *ON_RIGHTS, *ON_THE_TRAIL, *ON_AWARDS)
__all__ = ["ALL", "COLLISIONS", "Fault", "Tolerance", "challenge_deciding"]
