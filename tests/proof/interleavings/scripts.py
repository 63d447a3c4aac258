"""Short walks that lead to where a fault would show: each goes through without a complaint where none is planted."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from appeals.models import DepartmentNote
from tests.proof.interleavings.filling import first
from tests.proof.interleavings.walking import Step, Walk

FIRST, SECOND, THIRD, FOURTH, DRAFT, LOST, PRAISED, PERSON = range(8)
"""The facts of the place, by where they stand in it."""
Way = Generator[None, None, Any]
Script = Callable[[Walk], Way]


def done(step: Step) -> Any:
    """Return what a step made; a script is wrong where one of its steps is refused."""
    if step.outcome != "done" and not step.complaints:
        raise AssertionError(step.line)
    return step.made


def begun(walk: Walk, name: str, seat: str, fact: int = FIRST) -> Way:
    """Begin a case about a fact of the place."""
    step = walk.begin(name, seat, walk.place.facts[fact])
    yield
    return done(step)


def acts(walk: Walk, case: Any, *steps: tuple[str, str], **told: str) -> Way:
    """Do several acts（name, seat）on one case; `told` is typed where a form asks for it."""
    for name, seat in steps:
        step = walk.act(case, name, seat, **told)
        yield
        done(step)


def tried(step: Step) -> Way:
    """Go on whatever came of a step."""
    yield
    return step


def accepted(walk: Walk, seat: str = "rep_body", fact: int = FIRST, name: str = "enter") -> Way:
    """An objection that was taken up and goes to the finding body."""
    case = yield from begun(walk, f"appeals.objection.{name}", seat, fact)
    yield from acts(walk, case, ("accept", "officer2"))
    return case


def answered(walk: Walk, conclusion: str) -> Way:
    """An objection with the finding body's conclusion."""
    case = yield from accepted(walk)
    yield from acts(walk, case, ("forward", "officer2"), ("answer", "finder2"), conclusion=conclusion)
    return case


def refused(walk: Walk) -> Way:
    """An objection held, then refused: the page stands again without a mark."""
    case = yield from answered(walk, "uphold")
    yield from acts(walk, case, ("hold", "director1"), ("refuse", "director2"))


def corrected(walk: Walk) -> Way:
    """An objection upheld, the correction through its own four eyes, the page anew."""
    case = yield from answered(walk, "correct")
    yield from acts(walk, case, ("uphold", "director2"), ("mend", "clerk2"))
    correction = next(one for one in reversed(walk.cases) if one._meta.label_lower == "records.correction")
    steps = (("edit_face", "officer2"), ("sign", "secrecy2"), ("review", "reviewer2"), ("apply", "director1"))
    yield from acts(walk, correction, *steps)


def corrected_while_suspended(walk: Walk) -> Way:
    """A correction of what the director suspended: its successor stays off the pages until it is resumed."""
    page = walk.place.facts[FIRST].publications.get(status="public")
    yield from acts(walk, page, ("suspend", "director1"))
    correction = yield from begun(walk, "records.correction.enter", "clerk2")
    steps = (("edit_face", "officer2"), ("sign", "secrecy2"), ("review", "reviewer2"), ("apply", "director2"))
    yield from acts(walk, correction, *steps)
    page = walk.place.facts[FIRST].publications.get(status="public")
    yield from acts(walk, page, ("resume", "director1"))


def refused_too_soon(walk: Walk) -> Way:
    """A repair whose applicant is asked for what is missing: it is not refused while that may still come."""
    case = yield from begun(walk, "appeals.repair.enter", "rep_body")
    yield from acts(walk, case, ("supplement", "officer1"))
    yield from tried(walk.act(case, "reject", "officer2"))


def two_objectors(walk: Walk) -> Way:
    """Two objections; one is taken back, then the other: the mark falls with the last."""
    first = yield from accepted(walk)
    second = yield from accepted(walk, "officer1", name="register")
    yield from acts(walk, first, ("cancel", "rep_body"))
    yield from acts(walk, second, ("close", "officer2"))


def heir_of_objector(walk: Walk) -> Way:
    """An objector dies: an heir takes the place; then the case is closed, and what it held stands again."""
    case = yield from accepted(walk, "officer1", name="register")
    yield from acts(walk, case, ("succeed", "officer2"), ("forward", "officer2"))
    yield from acts(walk, case, ("hold", "director1"), ("answer", "finder2"), conclusion="uphold")
    yield from acts(walk, case, ("close", "officer2"))


def examined(walk: Walk) -> Way:
    """A repair that waits for the finding body's decision."""
    case = yield from begun(walk, "appeals.repair.enter", "rep_body")
    yield from acts(walk, case, ("accept", "officer1"), ("examine", "officer2"))
    return case


def running_measure(walk: Walk) -> Way:
    """A measure that runs."""
    case = yield from begun(walk, "discipline.measure.enter", "officer1")
    yield from routed(walk, case, "officer2")
    yield from acts(walk, case, ("notify", "officer2"), ("state", "rep_body"))
    today = walk.now.date().isoformat()
    days = {"decided_on": today, "served_on": today, "starts_on": today}
    yield from acts(walk, case, ("impose", "director2"), **days)
    return case


def routed(walk: Walk, case: Any, officer: str) -> Way:
    """Send a case to its body: by the table, or by the director where the table leaves it open."""
    step = yield from tried(walk.act(case, "route", officer))
    if step.outcome != "done":
        yield from acts(walk, case, ("choose_body", "director1"))


def repaired(walk: Walk) -> Way:
    """A repair granted while an objection is in hand and a measure runs: page and measure end, the objection goes on."""
    yield from running_measure(walk)
    case = yield from accepted(walk)
    repair = yield from examined(walk)
    yield from acts(walk, repair, ("grant", "finder2"))
    yield from acts(walk, case, ("forward", "officer2"))
    yield from begun(walk, "appeals.objection.register", "officer1")


def promised(walk: Walk) -> Way:
    """The letter of a request for repair comes into public, and goes as the request is withdrawn."""
    case = yield from begun(walk, "appeals.repair.enter", "rep_body")
    yield from acts(walk, case, ("accept", "officer1"))
    letter = DepartmentNote.objects.get(repair=case)
    yield from acts(walk, letter, ("sign", "secrecy2"), ("publish", "director2"))
    yield from acts(walk, case, ("withdraw", "rep_body"))


def undone_repair(walk: Walk) -> Way:
    """A repair undone after the department was heard."""
    repair = yield from examined(walk)
    yield from acts(
        walk, repair, ("grant", "finder2"), ("doubt", "officer1"), ("state", "rep_body"), ("undo", "finder1")
    )


def everything_open(walk: Walk) -> Way:
    """A repair, an objection, a rectification, a measure and a note in hand; the record is withdrawn."""
    yield from running_measure(walk)
    for name, seat in (
        ("appeals.repair.enter", "rep_body"),
        ("appeals.departmentnote.enter", "rep_body"),
        ("discipline.rectification.enter", "officer1"),
        ("appeals.objection.enter", "rep_body"),
    ):
        yield from begun(walk, name, seat)
    yield from acts(walk, walk.place.facts[FIRST], ("withdraw", "director2"))
    yield from begun(walk, "appeals.objection.enter", "rep_body")


def upheld_by_withdrawal(walk: Walk) -> Way:
    """An objection upheld by withdrawal while a repair is in hand: the repair is needless."""
    yield from begun(walk, "appeals.repair.enter", "rep_body")
    case = yield from answered(walk, "delete")
    yield from acts(walk, case, ("withdraw_fact", "director2"))


def prepared(walk: Walk, outcome: str, fact: int = FIRST) -> Way:
    """A challenge whose organ's document is registered."""
    case = yield from begun(walk, "challenges.challenge.enter", "officer1", fact)
    yield from acts(walk, case, ("paper", "officer1"), ("prepare", "officer2"), outcome=outcome)
    return case


def annulled(walk: Walk) -> Way:
    """A document annulled while a repair and an objection are in hand: both records of it end, with all of theirs."""
    yield from begun(walk, "appeals.repair.enter", "rep_body")
    yield from accepted(walk)
    case = yield from prepared(walk, "annulled")
    yield from acts(walk, case, ("annul", "director2"))


def stayed(walk: Walk) -> Way:
    """A document stayed, the stay lifted."""
    case = yield from begun(walk, "challenges.challenge.enter", "officer1")
    yield from acts(walk, case, ("paper", "officer1"), ("stay", "director1"), ("lift", "director2"))


def published_while_stayed(walk: Walk) -> Way:
    """A document stayed, and a record of it that would come into public meanwhile: it does not."""
    case = yield from begun(walk, "challenges.challenge.enter", "officer1", LOST)
    yield from acts(walk, case, ("paper", "officer1"), ("stay", "director1"))
    record = walk.place.facts[FOURTH]
    yield from acts(walk, record, ("state", "rep_body"), ("confirm", "reviewer2"))
    act = yield from begun(walk, "records.publication.enter", "officer2", FOURTH)
    yield from acts(walk, act, ("sign", "secrecy2"))
    yield from tried(walk.act(act, "publish", "director2"))


def published(walk: Walk) -> Way:
    """A confirmed record comes into public, is suspended and stands again, until its time is over."""
    act = yield from begun(walk, "records.publication.enter", "officer2", THIRD)
    yield from acts(
        walk,
        act,
        ("sign", "secrecy2"),
        ("publish", "director2"),
        ("suspend", "director1"),
        ("resume", "director1"),
    )
    yield from tried(walk.wait(400))


def confirmed(walk: Walk) -> Way:
    """A draft goes its road: reviewed, served, spoken for, confirmed."""
    record = walk.place.facts[DRAFT]
    today = walk.now.date().isoformat()
    yield from acts(walk, record, ("submit", "clerk1"), ("pass_review", "reviewer1"))
    yield from acts(walk, record, ("serve", "reviewer2"), served_on=today)
    yield from acts(walk, record, ("state", "rep_body"), ("confirm", "reviewer2"))


def served_just_now(walk: Walk) -> Way:
    """A draft that was served today, and whose department has not spoken."""
    record = walk.place.facts[DRAFT]
    today = walk.now.date().isoformat()
    yield from acts(walk, record, ("submit", "clerk1"), ("pass_review", "reviewer1"))
    yield from acts(walk, record, ("serve", "reviewer2"), served_on=today)
    yield from tried(walk.act(record, "confirm", "reviewer2"))


def tolerance_decided(walk: Walk, outcome: str, ground: str = "01") -> Way:
    """A case of tolerance, decided."""
    case = yield from begun(walk, "discipline.tolerance.enter", "rep_body")
    yield from acts(walk, case, ("accept", "officer1"))
    yield from routed(walk, case, "officer1")
    yield from acts(
        walk,
        case,
        ("answer", "officer1"),
        ("report", "officer1"),
        ("consult", "officer1"),
        ("submit", "officer1"),
    )
    name = "refuse" if outcome == "refused" else "grant"
    told = {} if outcome == "refused" else {"outcome": outcome}
    yield from acts(walk, case, (name, "director2"), liable="department", **told)
    return case


def tolerated(walk: Walk) -> Way:
    """A tolerance granted after publication, the record kept out, the tolerance revoked after a hearing."""
    case = yield from tolerance_decided(walk, "exempt")
    yield from acts(
        walk,
        case,
        ("exclude", "director1"),
        ("doubt", "officer2"),
        ("state", "rep_body"),
        ("revoke", "director1"),
    )


def asked_again(walk: Walk) -> Way:
    """A tolerance refused, and asked for again on the same ground: it is not taken up."""
    yield from tolerance_decided(walk, "refused")
    case = yield from begun(walk, "discipline.tolerance.enter", "rep_body")
    yield from tried(walk.act(case, "accept", "officer1"))


def taken_back(walk: Walk) -> Way:
    """Objection and repair are taken back and asked for again: neither is worse for it（procedures D.17）."""
    for name, act in (("appeals.objection.enter", "cancel"), ("appeals.repair.enter", "withdraw")):
        case = yield from begun(walk, name, "rep_body")
        yield from acts(walk, case, (act, "rep_body"))
        yield from tried(walk.begin(name, "rep_body", walk.place.facts[FIRST]))


def both_asked(walk: Walk) -> Way:
    """An objection and a repair of the same record, each while the other is in hand; a second record of the document."""
    yield from tried(walk.begin("appeals.objection.enter", "rep_body", walk.place.facts[FIRST]))
    yield from tried(walk.begin("appeals.repair.enter", "rep_body", walk.place.facts[FIRST]))
    yield from tried(walk.begin("appeals.repair.enter", "rep_other", walk.place.facts[SECOND]))
    yield from tried(walk.begin("appeals.objection.enter", "rep_other", walk.place.facts[SECOND]))


def objected_late(walk: Walk) -> Way:
    """Objections after expiry, and after a withdrawal: accepted, without a public mark."""
    yield from tried(walk.wait(400))
    yield from tried(walk.begin("appeals.objection.enter", "rep_body", walk.place.facts[FIRST]))
    yield from acts(walk, walk.place.facts[THIRD], ("withdraw", "director2"))
    yield from tried(walk.begin("appeals.objection.enter", "rep_body", walk.place.facts[THIRD]))


def noted(walk: Walk) -> Way:
    """A note beside its record, which ends with it."""
    note = yield from begun(walk, "appeals.departmentnote.enter", "rep_body")
    yield from acts(walk, note, ("accept", "officer2"), ("sign", "secrecy2"), ("publish", "director2"))
    repair = yield from examined(walk)
    yield from acts(walk, repair, ("grant", "finder2"))


def praised(walk: Walk) -> Way:
    """An incentive granted for an honour that is then withdrawn."""
    case = yield from begun(walk, "discipline.incentive.enter", "officer1", PRAISED)
    today = walk.now.date().isoformat()
    yield from acts(walk, case, ("grant", "director2"), decided_on=today, starts_on=today)
    yield from acts(walk, walk.place.facts[PRAISED], ("withdraw", "director1"))


def merged(walk: Walk) -> Way:
    """The body is merged into another, whose representative objects and takes back what the former asked for."""
    case = yield from begun(walk, "appeals.repair.enter", "rep_body")
    step = yield from tried(walk.begin("organisations.reorganisation.enter", "officer1", None, first))
    made = done(step)
    yield from acts(walk, made, ("submit", "officer1"), ("approve", "director2"))
    yield from tried(walk.begin("appeals.objection.enter", "rep_other", walk.place.facts[FIRST]))
    yield from tried(walk.act(case, "withdraw", "rep_other"))


def hearing(walk: Walk) -> Way:
    """A measure just notified; the department has not spoken yet, and the decision is tried at once."""
    case = yield from begun(walk, "discipline.measure.enter", "officer1")
    yield from routed(walk, case, "officer2")
    today = walk.now.date().isoformat()
    yield from acts(walk, case, ("notify", "officer2"), served_on=today)
    yield from tried(
        walk.act(case, "impose", "director2", decided_on=today, served_on=today, starts_on=today)
    )
    return case


def wrong_persons(walk: Walk) -> Way:
    """Who had a hand, is of the body, is a deputy without the act, or whose days are over, tries to decide."""
    case = yield from accepted(walk)
    yield from acts(walk, case, ("forward", "officer2"), ("answer", "finder2"), conclusion="uphold")
    yield from tried(walk.act(case, "refuse", "director_of_body"))
    yield from tried(walk.act(case, "refuse", "director_clerk1"))
    yield from tried(walk.act(case, "refuse", "deputy_director1"))
    yield from tried(walk.act(case, "refuse", "auditor"))


def by_a_hand(walk: Walk) -> Way:
    """Who entered the fact tries to decide on it in another post."""
    case = yield from answered(walk, "uphold")
    yield from tried(walk.act(case, "refuse", "director_clerk1"))


def by_an_auditor(walk: Walk) -> Way:
    """An auditor tries to decide."""
    case = yield from answered(walk, "uphold")
    yield from tried(walk.act(case, "refuse", "auditor"))


def stale_deputy(walk: Walk) -> Way:
    """A deputy acts after the last day of the deputyship."""
    yield from tried(walk.wait(100))
    case = yield from begun(walk, "appeals.objection.enter", "rep_body")
    yield from tried(walk.act(case, "accept", "deputy_officer1"))


def own_work(walk: Walk) -> Way:
    """One person registers, examines and would decide."""
    case = yield from begun(walk, "discipline.incentive.enter", "officer1", PRAISED)
    yield from tried(walk.act(case, "decline", "director2"))
    repair = yield from begun(walk, "appeals.repair.enter", "rep_body")
    yield from acts(walk, repair, ("accept", "officer1"), ("examine", "officer2"))
    yield from tried(walk.act(repair, "grant", "finder2"))


def award(walk: Walk, pick: Any = first, seat: str = "officer2") -> Way:
    """A list of all bodies of the place, answered by who sent it; `pick` chooses the cut-off day."""
    step = yield from tried(walk.begin("exchange.honourcheck.enter", seat, None, pick))
    case = done(step)
    yield from acts(walk, case, ("answer", seat))
    return case


def awarded(walk: Walk) -> Way:
    """Candidates before a measure, while it runs, as of a day before it, once it is lifted."""
    yield from award(walk)
    measure = yield from running_measure(walk)
    yield from award(walk)
    yield from award(walk, lambda options: options[1])
    today = walk.now.date().isoformat()
    yield from acts(walk, measure, ("lift", "director2"), lifted_on=today)
    yield from award(walk)


def award_overturned(walk: Walk) -> Way:
    """A candidate is refused, the record is withdrawn: the awarding body is told, and the next list says nothing of it."""
    yield from running_measure(walk)
    case = yield from award(walk)
    yield from acts(walk, walk.place.facts[FIRST], ("withdraw", "director2"))
    yield from acts(walk, case, ("report", "officer2"))
    yield from award(walk)


def award_while_tolerance_waits(walk: Walk) -> Way:
    """A measure runs, and a tolerance of its record was taken up: a person has to look, nobody is barred."""
    yield from running_measure(walk)
    case = yield from begun(walk, "discipline.tolerance.enter", "rep_body")
    yield from acts(walk, case, ("accept", "officer1"))
    yield from award(walk)


def award_after_repair(walk: Walk) -> Way:
    """A measure runs until its record is repaired: the body is answered like any other."""
    yield from running_measure(walk)
    repair = yield from examined(walk)
    yield from acts(walk, repair, ("grant", "finder2"))
    yield from award(walk)


def award_of_another(walk: Walk) -> Way:
    """Somebody else tries to answer a list, then who sent it drops it."""
    step = yield from tried(walk.begin("exchange.honourcheck.enter", "officer2"))
    case = done(step)
    yield from tried(walk.act(case, "answer", "officer1"))
    yield from tried(walk.act(case, "drop", "officer2"))


ALL: tuple[Script, ...] = (
    *(refused, corrected, two_objectors, heir_of_objector, repaired, undone_repair, everything_open),
    *(upheld_by_withdrawal, annulled, stayed, published_while_stayed, published, confirmed, served_just_now),
    *(
        promised,
        tolerated,
        asked_again,
        taken_back,
        both_asked,
        objected_late,
        noted,
        praised,
        merged,
        wrong_persons,
    ),
    *(stale_deputy, own_work, hearing, by_a_hand, by_an_auditor),
    *(awarded, award_overturned, award_while_tolerance_waits, award_after_repair, award_of_another),
)


def follow(script: Script, walk: Walk) -> None:
    """Go a whole script."""
    for _ in script(walk):
        continue
