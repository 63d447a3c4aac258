"""The acts that a walk may try: those of every table of acts, and a small driver for each that has a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from appeals.leads.services.taking import receive_lead
from appeals.models import DepartmentNote, Objection
from appeals.notes import services as notes
from appeals.objections.services import deciding as objection_mending
from appeals.objections.services import entering as objections
from appeals.repairs.services import applying as repairs
from challenges.models import Challenge
from challenges.services import mending as challenge_mending
from challenges.services import registering as challenges
from common.cases.acts import act_tables
from common.errors import Incomplete, NotEligible
from common.services import attach
from common.workflow import Workflow
from discipline.accountability import services as transfers
from discipline.incentives import services as incentives
from discipline.leniency.services import starting as leniencies
from discipline.measures import services as measures
from discipline.measures.models import Measure
from discipline.rectification import services as rectifications
from discipline.tolerance.services import starting as tolerances
from exchange.honours import services as honours
from intake.applications import Application
from organisations.models import Department, Reorganisation
from organisations.services import reorganisations
from postings.services import clock_posting
from records import services as records
from records.models import Correction, DishonestyRecord, Fact, Publication
from tests import factories
from tests.appeals import makers, noting, objecting
from tests.challenges import challenging
from tests.discipline import lenient, tolerating
from tests.proof.interleavings.filling import Pick, given_to, spoilt

NEW_FACTS = objecting.NEW_FACTS
OTHER_FACTS = "道路养护项目验收合格后拖欠合同价款，逾期一百八十日仍未支付"


@dataclass(frozen=True)
class Draw:
    """What a driver may ask for: the case or fact, who acts, the choices of the walk, the bodies of the place."""

    obj: Any
    by: Any
    pick: Pick
    bodies: list[Department]


Driver = Callable[[Draw], Any]


def _file(draw: Draw, name: str = "文书.pdf") -> SimpleUploadedFile:
    return challenging.upload(name)


def _face(fact: Any) -> dict[str, str]:
    if isinstance(fact, DishonestyRecord):
        texts = {"title": fact.title(), "facts": fact.facts, "document_title": fact.document_title}
        return {**texts, "minor_reason": "社会关注度高" if fact.declared_severity == "minor" else ""}
    return dict(records.first_face(fact))


def _changes(draw: Draw, fact: Any) -> dict[str, Any]:
    if isinstance(fact, DishonestyRecord):
        return {"facts": draw.pick([NEW_FACTS, OTHER_FACTS])}
    name = "summary" if hasattr(fact, "summary") else "deeds"
    return {name: draw.pick(["经更正的表述甲，与文书一致", "经更正的表述乙，与文书一致"])}


def _proposal(draw: Draw, fact: Any) -> dict[str, Any]:
    given = {"kind": "facts", "grounds": "与文书核对", "changes": _changes(draw, fact)}
    return {**given, "document": "（2026）苏01行初3号补正裁定"}


def _object(draw: Draw) -> Any:
    kind = draw.pick(["error", "omission", "overdue"])
    return objections.object_to(draw.obj, by=draw.by, kind=kind, reasons="逾期天数与判决书不符").case


def _object_on_paper(draw: Draw) -> Any:
    person = draw.pick([objecting.PERSON, objections.Applicant("贾利害", "13700000000", "是合同相对人")])
    kind = draw.pick(["error", "omission"])
    given = {"kind": kind, "reasons": "金额写错", "applied_on": timezone.localdate()}
    return objections.register_objection(draw.obj, by=draw.by, applicant=person, **given).case


def _object_online(draw: Draw) -> Any:
    given = {"kind": "error", "reasons": "金额写错", "applied_on": timezone.localdate()}
    return objections.receive_objection(draw.obj, by=draw.by, applicant=objecting.PERSON, **given).case


def _hint(draw: Draw) -> Any:
    hint = Application("模拟局的记录", "other", "error", "逾期天数不符", name="甄诚信", contact="13900000000")
    return receive_lead(hint, draw.obj.parent, by=draw.by, received_on=timezone.localdate())


def _repair(draw: Draw) -> Any:
    given = {} if draw.by.role == "representative" else {"channel": "paper"}
    return repairs.ask_for_repair(draw.obj, makers.asked(**given), by=draw.by)


def _tolerate(draw: Draw) -> Any:
    origin = "subject" if draw.by.role == "representative" else draw.pick(["ex_officio", "paper"])
    asked = tolerating.asked(
        origin=origin, ground=draw.pick(["01", "02"]), performance=draw.pick(["none", "done"])
    )
    return tolerances.begin(draw.obj, asked, by=draw.by)


def _lenient(draw: Draw) -> Any:
    open_ones = list(
        Measure.objects.filter(fact=draw.obj.pk, status__in=["hearing", "running"]).order_by("pk")
    )
    if not open_ones:
        raise NotEligible("没有措施")
    origin = "subject" if draw.by.role == "representative" else "ex_officio"
    (case,) = leniencies.begin([draw.pick(open_ones)], lenient.request(origin), by=draw.by)
    return case


def _rectify(draw: Draw) -> Any:
    if not isinstance(draw.obj, DishonestyRecord):
        raise NotEligible("只对失信记录")
    return rectifications.register(draw.obj, by=draw.by)


def _measure(draw: Draw) -> Any:
    key = draw.pick(["honours", "local_funds", "local_procurement", "financing"])
    return measures.register(draw.obj, by=draw.by, measure=key, reason="逾期支付账款")


def _incite(draw: Draw) -> Any:
    return incentives.propose(by=draw.by, measure="publicity", reason="事迹突出", fact=draw.obj)


def _transfer(draw: Draw) -> Any:
    today = timezone.localdate()
    tenure = transfers.Tenure("局长", today - timedelta(days=300), today - timedelta(days=900))
    return transfers.register(draw.obj, by=draw.by, reason="拒不履行", tenure=tenure)


def _challenge(draw: Draw) -> Any:
    return challenges.register(draw.obj, challenging.filing(), by=draw.by)


def _note(draw: Draw) -> Any:
    return notes.submit_note(draw.obj, by=draw.by, text=draw.pick([noting.TEXT, noting.NEWER]))


def _propose_publication(draw: Draw) -> Any:
    return records.propose_publication(draw.obj, by=draw.by, **_face(draw.obj))


def _propose_correction(draw: Draw) -> Any:
    return records.propose_correction(draw.obj, by=draw.by, **_proposal(draw, draw.obj))


def _prepare_face(draw: Draw) -> Any:
    face = _face(draw.obj.as_published())
    return records.prepare_face(draw.obj, by=draw.by, **face)


def _sheet(draw: Draw) -> dict[str, str]:
    return {**factories.CLEAN_SHEET, **draw.pick([{}, {}, {}, {"privacy": "有"}])}


def _sign(draw: Draw) -> Any:
    return draw.obj.sign_sheet(by=draw.by, answers=_sheet(draw))


def _sign_note(draw: Draw) -> Any:
    return notes.sign(draw.obj, by=draw.by, answers=_sheet(draw))


def _revise_face(draw: Draw) -> Any:
    return records.revise_face(draw.obj, by=draw.by, face_facts=draw.pick([NEW_FACTS, OTHER_FACTS]))


def _mend_objection(draw: Draw) -> Any:
    fact = draw.obj.fact.of_kind
    return objection_mending.mend(draw.obj, by=draw.by, reason="按核查结论", **_proposal(draw, fact))


def _reveal(draw: Draw) -> Any:
    return draw.obj.move("reveal", by=draw.by, reason="联系申请人")


def _mend_challenge(draw: Draw) -> Any:
    item = challenge_mending.to_mend(draw.obj, draw.by)
    if item is None:
        raise NotEligible("没有待更正的")
    proposal = _proposal(draw, item.fact.of_kind)
    return challenge_mending.mend(draw.obj, item, by=draw.by, reason="按变更后的文书", **proposal)


def _revise_correction(draw: Draw) -> Any:
    return records.revise_correction(draw.obj, by=draw.by, **_proposal(draw, draw.obj.fact.of_kind))


def _paper(draw: Draw) -> Any:
    return attach(draw.obj, _file(draw), title="处理文书", by=draw.by)


def _reorganise(draw: Draw) -> Any:
    kind = draw.pick(["merge", "rename"])
    today = timezone.localdate()
    content: dict[str, Any] = {
        "document_body": "模拟机构编制委员会办公室（演示）",
        "document_number": "苏编办〔2026〕8号",
        "document_dated_on": today - timedelta(days=10),
        "effective_on": today,
    }
    source = draw.pick(draw.bodies)
    if kind == "rename":
        content["new_name"] = f"模拟更名局{draw.pick(['甲', '乙', '丙'])}（演示）"
        return reorganisations.draft_reorganisation(by=draw.by, kind=kind, sources=[source], **content)
    heirs = [draw.pick([one for one in draw.bodies if one != source])]
    return reorganisations.draft_reorganisation(
        by=draw.by, kind=kind, sources=[source], heirs=heirs, **content
    )


def _award(draw: Draw) -> Any:
    """Send in a list of all bodies of the place, as of today or of a day before."""
    cutoff = timezone.localdate() - timedelta(days=draw.pick([0, 5, 40]))
    asked = honours.Award("模拟先进集体", "模拟评选办公室（演示）", "模拟函〔2026〕5号", cutoff)
    lines = [honours.Line(n, one.name, one.credit_code) for n, one in enumerate(draw.bodies, 1)]
    return honours.take_in(asked, lines, by=draw.by)


ON_FACTS: Mapping[str, tuple[Driver, tuple[str, ...]]] = {
    "appeals.objection.enter": (_object, ("representative",)),
    "appeals.objection.register": (_object_on_paper, ("officer",)),
    "appeals.objection.receive": (_object_online, ("clock",)),
    "appeals.lead.enter": (_hint, ("clock",)),
    "appeals.repair.enter": (_repair, ("representative", "officer")),
    "appeals.departmentnote.enter": (_note, ("representative",)),
    "challenges.challenge.enter": (_challenge, ("officer", "finding_body", "representative")),
    "discipline.tolerance.enter": (_tolerate, ("representative", "officer")),
    "discipline.leniency.enter": (_lenient, ("representative", "officer")),
    "discipline.rectification.enter": (_rectify, ("officer",)),
    "discipline.measure.enter": (_measure, ("officer",)),
    "discipline.incentive.enter": (_incite, ("officer",)),
    "discipline.transfer.enter": (_transfer, ("officer",)),
    "records.publication.enter": (_propose_publication, ("officer",)),
    "records.correction.enter": (_propose_correction, ("clerk", "finding_body")),
}
"""How a case about a fact begins, and whose post it takes."""
BY_HAND: Mapping[type[Workflow], Mapping[str, Driver]] = {
    Publication: {"sign": _sign, "edit_face": _revise_face},
    Correction: {"sign": _sign, "edit_face": _prepare_face, "revise": _revise_correction},
    DepartmentNote: {"sign": _sign_note},
    Objection: {"mend": _mend_objection, "reveal": _reveal},
    Challenge: {"mend": _mend_challenge, "paper": _paper},
}
"""Acts that have a page of their own, beside the table of acts."""
BEGUN_ELSEWHERE = {
    "organisations.reorganisation.enter": (_reorganise, ("officer",)),
    "exchange.honourcheck.enter": (_award, ("officer", "director")),
}


def acts_of(case: Workflow) -> list[str]:
    """Return the names of all acts that a walk knows for one case, of its table and by hand."""
    return [
        *dict(act_tables.of(case) if case._meta.label_lower in act_tables else {}),
        *BY_HAND.get(type(case), {}),
    ]


def verb_name(case: Workflow, name: str) -> str:
    """Return the machine's verb that an act calls."""
    if name in BY_HAND.get(type(case), {}):
        return name
    return act_tables.of(case)[name].verb or name


def perform(draw: Draw, name: str, *, spoil: bool = False, **told: str) -> Any:
    """Do one act as its page does it: read the form, then call what it calls, then ask once more what bars it."""
    case = draw.obj
    if by_hand := BY_HAND.get(type(case), {}).get(name):
        return by_hand(draw)
    act = act_tables.of(case)[name]
    data = given_to(act.form, case, draw.pick, **told)
    form = act.form.about(case, spoilt(data, draw.pick) if spoil else data)
    if not form.is_valid():
        raise Incomplete("；".join(f"{key}: {'、'.join(words)}" for key, words in form.errors.items()))
    bar = act.bar(case, draw.by)
    made = act.do(case, draw.by, form.cleaned_data)
    if bar:
        raise NotEligible(bar)
    return made


CLOCK_WORK = (
    "records.tasks.end_expired_publications",
    "postings.tasks.effect_reorganisations",
    "discipline.tasks.keep_measures",
    "appeals.tasks.keep_objections",
    "disclosure.tasks.keep_store",
)
"""What the clock does each day to what a walk is about, in the order of the timetable."""
__all__ = ["BEGUN_ELSEWHERE", "BY_HAND", "CLOCK_WORK", "ON_FACTS", "Draw", "Fact", "Reorganisation"]
__all__ += ["acts_of", "clock_posting", "perform", "verb_name"]
