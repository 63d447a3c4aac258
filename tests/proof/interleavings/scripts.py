"""Short walks that lead to where a fault would show: each goes through without a complaint where none is planted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.proof.interleavings.walking import Step, Walk

FIRST, SECOND, THIRD, FOURTH, DRAFT, LOST, PRAISED, PERSON = range(8)
"""The facts of the place, by where they stand in it."""
Script = Callable[[Walk], None]


def done(step: Step) -> Any:
    """Return what a step made; a script is wrong where one of its steps is refused."""
    if step.outcome != "done" and not step.complaints:
        raise AssertionError(step.line)
    return step.made


def begun(walk: Walk, name: str, seat: str, fact: int = FIRST) -> Any:
    """Begin a case about a fact of the place."""
    return done(walk.begin(name, seat, walk.place.facts[fact]))


def acts(walk: Walk, case: Any, *steps: tuple[str, str], **told: str) -> None:
    """Do several acts（name, seat）on one case; `told` is typed where a form asks for it."""
    for name, seat in steps:
        done(walk.act(case, name, seat, **told))


def accepted(walk: Walk, seat: str = "rep_body", fact: int = FIRST, name: str = "enter") -> Any:
    """An objection that was taken up and goes to the finding body."""
    case = begun(walk, f"appeals.objection.{name}", seat, fact)
    acts(walk, case, ("accept", "officer2"))
    return case


def answered(walk: Walk, conclusion: str) -> Any:
    """An objection with the finding body's conclusion."""
    case = accepted(walk)
    acts(walk, case, ("forward", "officer2"), ("answer", "finder2"), conclusion=conclusion)
    return case


def refused(walk: Walk) -> None:
    """An objection held, then refused: the page stands again without a mark."""
    case = answered(walk, "uphold")
    acts(walk, case, ("hold", "director1"), ("refuse", "director2"))


def corrected(walk: Walk) -> None:
    """An objection upheld, the correction through its own four eyes, the page anew."""
    case = answered(walk, "correct")
    acts(walk, case, ("uphold", "director2"), ("mend", "clerk2"))
    (correction,) = [one for one in walk.cases if one._meta.label_lower == "records.correction"]
    steps = (("edit_face", "officer2"), ("sign", "secrecy2"), ("review", "reviewer2"), ("apply", "director1"))
    acts(walk, correction, *steps)


def two_objectors(walk: Walk) -> None:
    """Two objections; one is taken back, then the other: the mark falls with the last."""
    first = accepted(walk)
    second = accepted(walk, "officer1", name="register")
    acts(walk, first, ("cancel", "rep_body"))
    acts(walk, second, ("close", "officer2"))


def heir_of_objector(walk: Walk) -> None:
    """An objector dies: an heir takes the place; then the case is closed, and what it held stands again."""
    case = accepted(walk, "officer1", name="register")
    acts(walk, case, ("succeed", "officer2"), ("forward", "officer2"))
    acts(walk, case, ("hold", "director1"), ("answer", "finder2"), conclusion="uphold")
    acts(walk, case, ("close", "officer2"))


def examined(walk: Walk) -> Any:
    """A repair that waits for the finding body's decision."""
    case = begun(walk, "appeals.repair.enter", "rep_body")
    acts(walk, case, ("accept", "officer1"), ("examine", "officer2"))
    return case


def running_measure(walk: Walk) -> Any:
    """A measure that runs."""
    case = begun(walk, "discipline.measure.enter", "officer1")
    line = "route" if done_or_not(walk.act(case, "route", "officer2")) else "choose_body"
    if line == "choose_body":
        acts(walk, case, ("choose_body", "director1"))
    acts(walk, case, ("notify", "officer2"), ("state", "rep_body"))
    today = walk.now.date().isoformat()
    days = {"decided_on": today, "served_on": today, "starts_on": today}
    acts(walk, case, ("impose", "director2"), **days)
    return case


def done_or_not(step: Step) -> bool:
    """Say whether a step was done: which of two ways is open hangs on the table of competence."""
    return step.outcome == "done"


def repaired(walk: Walk) -> None:
    """A repair granted while an objection is in hand and a measure runs: page and measure end, the objection goes on."""
    running_measure(walk)
    case = accepted(walk)
    repair = examined(walk)
    acts(walk, repair, ("grant", "finder2"))
    acts(walk, case, ("forward", "officer2"))
    begun(walk, "appeals.objection.register", "officer1")


def undone_repair(walk: Walk) -> None:
    """A repair undone after the department was heard."""
    repair = examined(walk)
    acts(
        walk, repair, ("grant", "finder2"), ("doubt", "officer1"), ("state", "rep_body"), ("undo", "finder1")
    )


def everything_open(walk: Walk) -> None:
    """A repair, an objection, a rectification, a measure and a note in hand; the record is withdrawn."""
    running_measure(walk)
    for name, seat in (
        ("appeals.repair.enter", "rep_body"),
        ("appeals.departmentnote.enter", "rep_body"),
        ("discipline.rectification.enter", "officer1"),
        ("appeals.objection.enter", "rep_body"),
    ):
        begun(walk, name, seat)
    acts(walk, walk.place.facts[FIRST], ("withdraw", "director2"))
    begun(walk, "appeals.objection.enter", "rep_body")


def upheld_by_withdrawal(walk: Walk) -> None:
    """An objection upheld by withdrawal while a repair is in hand: the repair is needless."""
    begun(walk, "appeals.repair.enter", "rep_body")
    case = answered(walk, "delete")
    acts(walk, case, ("withdraw_fact", "director2"))


def prepared(walk: Walk, outcome: str, fact: int = FIRST) -> Any:
    """A challenge whose organ's document is registered."""
    case = begun(walk, "appeals.challenge.enter", "officer1", fact)
    acts(walk, case, ("paper", "officer1"), ("prepare", "officer2"), outcome=outcome)
    return case


def annulled(walk: Walk) -> None:
    """A document annulled while a repair and an objection are in hand: both records of it end, with all of theirs."""
    begun(walk, "appeals.repair.enter", "rep_body")
    accepted(walk)
    case = prepared(walk, "annulled")
    acts(walk, case, ("annul", "director2"))


def stayed(walk: Walk) -> None:
    """A document stayed, the stay lifted."""
    case = begun(walk, "appeals.challenge.enter", "officer1")
    acts(walk, case, ("paper", "officer1"), ("stay", "director1"), ("lift", "director2"))


def published_while_stayed(walk: Walk) -> None:
    """A document stayed, and a record of it that would come into public meanwhile: it does not."""
    case = begun(walk, "appeals.challenge.enter", "officer1", LOST)
    acts(walk, case, ("paper", "officer1"), ("stay", "director1"))
    record = walk.place.facts[FOURTH]
    acts(walk, record, ("state", "rep_body"), ("confirm", "reviewer2"))
    act = begun(walk, "records.publication.enter", "officer2", FOURTH)
    acts(walk, act, ("sign", "secrecy2"))
    walk.act(act, "publish", "director2")


def published(walk: Walk) -> None:
    """A confirmed record comes into public, is suspended and stands again, until its time is over."""
    act = begun(walk, "records.publication.enter", "officer2", THIRD)
    acts(
        walk,
        act,
        ("sign", "secrecy2"),
        ("publish", "director2"),
        ("suspend", "director1"),
        ("resume", "director1"),
    )
    done(walk.wait(400))


def confirmed(walk: Walk) -> None:
    """A draft goes its road: reviewed, served, spoken for, confirmed."""
    record = walk.place.facts[DRAFT]
    today = walk.now.date().isoformat()
    acts(walk, record, ("submit", "clerk1"), ("pass_review", "reviewer1"))
    acts(walk, record, ("serve", "reviewer2"), served_on=today)
    acts(walk, record, ("state", "rep_body"), ("confirm", "reviewer2"))


def served_just_now(walk: Walk) -> None:
    """A draft that was served today, and whose department has not spoken."""
    record = walk.place.facts[DRAFT]
    today = walk.now.date().isoformat()
    acts(walk, record, ("submit", "clerk1"), ("pass_review", "reviewer1"))
    acts(walk, record, ("serve", "reviewer2"), served_on=today)
    walk.act(record, "confirm", "reviewer2")


def tolerance_decided(walk: Walk, outcome: str, ground: str = "01") -> Any:
    """A case of tolerance, decided."""
    case = begun(walk, "discipline.tolerance.enter", "rep_body")
    acts(walk, case, ("accept", "officer1"))
    if walk.act(case, "route", "officer1").outcome != "done":
        acts(walk, case, ("choose_body", "director1"))
    acts(
        walk,
        case,
        ("answer", "officer1"),
        ("report", "officer1"),
        ("consult", "officer1"),
        ("submit", "officer1"),
    )
    name = "refuse" if outcome == "refused" else "grant"
    told = {} if outcome == "refused" else {"outcome": outcome}
    acts(walk, case, (name, "director2"), liable="department", **told)
    return case


def tolerated(walk: Walk) -> None:
    """A tolerance granted after publication, the record kept out, the tolerance revoked after a hearing."""
    case = tolerance_decided(walk, "exempt")
    acts(
        walk,
        case,
        ("exclude", "director1"),
        ("doubt", "officer2"),
        ("state", "rep_body"),
        ("revoke", "director1"),
    )


def asked_again(walk: Walk) -> None:
    """A tolerance refused, and asked for again on the same ground: it is not taken up."""
    tolerance_decided(walk, "refused")
    case = begun(walk, "discipline.tolerance.enter", "rep_body")
    walk.act(case, "accept", "officer1")


def taken_back(walk: Walk) -> None:
    """Objection and repair are taken back and asked for again: neither is worse for it（procedures D.17）."""
    for name, act in (("appeals.objection.enter", "cancel"), ("appeals.repair.enter", "withdraw")):
        case = begun(walk, name, "rep_body")
        acts(walk, case, (act, "rep_body"))
        walk.begin(name, "rep_body", walk.place.facts[FIRST])


def both_asked(walk: Walk) -> None:
    """An objection and a repair of the same record, each while the other is in hand; a second record of the document."""
    walk.begin("appeals.objection.enter", "rep_body", walk.place.facts[FIRST])
    walk.begin("appeals.repair.enter", "rep_body", walk.place.facts[FIRST])
    walk.begin("appeals.repair.enter", "rep_other", walk.place.facts[SECOND])
    walk.begin("appeals.objection.enter", "rep_other", walk.place.facts[SECOND])


def objected_late(walk: Walk) -> None:
    """Objections after expiry, and after a withdrawal: accepted, without a public mark."""
    done(walk.wait(400))
    walk.begin("appeals.objection.enter", "rep_body", walk.place.facts[FIRST])
    acts(walk, walk.place.facts[THIRD], ("withdraw", "director2"))
    walk.begin("appeals.objection.enter", "rep_body", walk.place.facts[THIRD])


def noted(walk: Walk) -> None:
    """A note beside its record, which ends with it."""
    note = begun(walk, "appeals.departmentnote.enter", "rep_body")
    acts(walk, note, ("accept", "officer2"), ("sign", "secrecy2"), ("publish", "director2"))
    repair = examined(walk)
    acts(walk, repair, ("grant", "finder2"))


def praised(walk: Walk) -> None:
    """An incentive granted for an honour that is then withdrawn."""
    case = begun(walk, "discipline.incentive.enter", "officer1", PRAISED)
    today = walk.now.date().isoformat()
    acts(walk, case, ("grant", "director2"), decided_on=today, starts_on=today)
    acts(walk, walk.place.facts[PRAISED], ("withdraw", "director1"))


def merged(walk: Walk) -> None:
    """The body is merged into another, whose representative objects and takes back what the former asked for."""
    case = begun(walk, "appeals.repair.enter", "rep_body")
    made = done(walk.begin("organisations.reorganisation.enter", "officer1", None, _of_heir))
    acts(walk, made, ("submit", "officer1"), ("approve", "director2"))
    walk.begin("appeals.objection.enter", "rep_other", walk.place.facts[FIRST])
    walk.act(case, "withdraw", "rep_other")


def _of_heir(options: Any) -> Any:
    return options[0]


def hearing(walk: Walk) -> Any:
    """A measure just notified; the department has not spoken yet, and the decision is tried at once."""
    case = begun(walk, "discipline.measure.enter", "officer1")
    if walk.act(case, "route", "officer2").outcome != "done":
        acts(walk, case, ("choose_body", "director1"))
    today = walk.now.date().isoformat()
    acts(walk, case, ("notify", "officer2"), served_on=today)
    walk.act(case, "impose", "director2", decided_on=today, served_on=today, starts_on=today)
    return case


def wrong_persons(walk: Walk) -> None:
    """Who had a hand, is of the body, is a deputy without the act, or whose days are over, tries to decide."""
    case = accepted(walk)
    acts(walk, case, ("forward", "officer2"), ("answer", "finder2"), conclusion="uphold")
    walk.act(case, "refuse", "director_of_body")
    walk.act(case, "refuse", "director_clerk1")
    walk.act(case, "refuse", "deputy_director1")
    walk.act(case, "refuse", "auditor")


def stale_deputy(walk: Walk) -> None:
    """A deputy acts after the last day of the deputyship."""
    done(walk.wait(100))
    case = begun(walk, "appeals.objection.enter", "rep_body")
    walk.act(case, "accept", "deputy_officer1")


def own_work(walk: Walk) -> None:
    """One person registers, examines and would decide."""
    case = begun(walk, "discipline.incentive.enter", "officer1", PRAISED)
    walk.act(case, "decline", "director2")
    repair = begun(walk, "appeals.repair.enter", "rep_body")
    acts(walk, repair, ("accept", "officer1"), ("examine", "officer2"))
    walk.act(repair, "grant", "finder2")


ALL: tuple[Script, ...] = (
    *(refused, corrected, two_objectors, heir_of_objector, repaired, undone_repair, everything_open),
    *(upheld_by_withdrawal, annulled, stayed, published_while_stayed, published, confirmed, served_just_now),
    *(tolerated, asked_again, taken_back, both_asked, objected_late, noted, praised, merged, wrong_persons),
    *(stale_deputy, own_work, hearing),
)
