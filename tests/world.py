"""One world for the tests that walk every page: in each place an object of every kind, in every state that has acts."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.consents import services as consenting
from accounts.consents.accounts import ask_for_reset
from accounts.models import Consent
from accounts.models.kept_forms import Content
from accounts.services.kept_forms import keep_form
from appeals.leads.models import Lead
from appeals.leads.services.taking import receive_lead
from appeals.objections.models import Objection
from challenges.models import Challenge
from commitments.services.entering import submit as submit_commitment
from common import services as common
from common.cases import page_token
from common.models import Deadline, Notice, SavedFilter
from common.roles import Role
from credit_reports.models import CreditReport
from credit_reports.services import ending
from discipline.accountability import services as accountability
from discipline.accountability.services import Tenure
from discipline.incentives import services as incentives
from discipline.models import Incentive, Leniency, Rectification, Tolerance, Transfer
from discipline.tolerance.services import revoking
from dossiers.services import file_entries
from exchange.answers import services as answers
from exchange.honours import services as honours
from exchange.honours.models import HonourCheck
from exchange.models.duties import ReportingDuty
from exchange.models.proposals import DepartmentProposal
from exchange.models.row_errors import RowError
from exchange.services.duties import open_duties
from inquiries.models import Inquiry
from inquiries.services import following
from intake.applications import Application
from organisations.models import Department
from organisations.services import reorganisations
from postings import services as postings_services
from postings.models import Posting
from postings.services import clock_posting
from records import services
from records.corrections.services import corrections
from records.models import Commendation, LostJudgment
from supervision.warnings.models import JudgmentWarning
from tests import factories
from tests.appeals import makers, noting, objecting
from tests.challenges import challenging
from tests.commitments import makers as promises
from tests.commitments import screens
from tests.credit_reports import reporting
from tests.discipline import tolerating
from tests.discipline.lenient import leniency, prove
from tests.discipline.makers import rectification
from tests.discipline.measuring import days_ago, measure
from tests.exchange import returns
from tests.following import keying
from tests.inquiries import asking
from tests.shared_worlds import CopiedWhenAsked, shared
from tests.supervision import warning as warnings

TODAY = timezone.localdate()
DOCUMENT = {
    "document_body": "模拟机构编制委员会办公室（演示）",
    "document_number": "苏编办〔2026〕8号",
    "document_dated_on": TODAY - timedelta(days=10),
    "effective_on": TODAY,
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ROLES = [role for role in Role if role != Role.CLOCK]
RECORD_STATES = (
    "draft",
    "returned",
    "pending_review",
    "pending_notice",
    "statement",
    "confirmed",
    "not_included",
)
PUBLICATION_STATES = ("pending", "signed", "public", "suspended")
REPAIR_STATES = ("pending", "supplement", "routing", "deciding", "granted", "hearing")
_numbers = itertools.count(1)


@dataclass(eq=False)
class Scope:
    """What lies in one place: its seats, and the objects by the name that an address gives them.

    Two are the same world where body and place are: what a test makes of a scope can be shared with the next one.
    """

    place: str
    body: Department
    finder: Department
    seats: CopiedWhenAsked[Role]
    things: CopiedWhenAsked[str] = field(default_factory=CopiedWhenAsked)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scope) and (self.place, self.body.pk) == (other.place, other.body.pk)

    def __hash__(self) -> int:
        return hash((self.place, self.body.pk))

    def key(self, name: str) -> str:
        """Return what stands in an address for the object called `name`; `name.pk` asks for its key."""
        name, _, wants_key = name.partition(".")
        thing = self.things[name]
        if wants_key:
            return str(thing.pk)
        for attribute in ("record_no", "credit_code", "internal_number", "username"):
            if hasattr(thing, attribute):
                return str(getattr(thing, attribute))
        return str(thing.pk)

    def address(self, pattern: str) -> str:
        """Return `pattern` with the keys of the objects that it names in braces."""
        return re.sub(r"\{([.\w]+)\}", lambda found: self.key(found[1]), pattern)


@shared
def scope(place: str) -> Scope:
    """Make one place with all that the addresses name."""
    body, finder = factories.department(place), factories.department(place)
    made = Scope(place, body, finder, CopiedWhenAsked(seats(place, body, finder)))
    made.things |= {"department": body, **_records(made), **_publications(made), **_facts(made)}
    made.things |= _rectifications(made) | _measures(made) | _tolerances(made) | _leniencies(made)
    made.things |= _warnings(made)
    made.things |= _objections(made)
    made.things |= _challenges(made)
    made.things |= _leads(made)
    made.things |= _repairs(made)
    made.things |= _notes(made)
    made.things |= _commitments(made)
    made.things |= _reports(made) | _inquiries(made)
    made.things |= _corrections(made) | _reorganisations(place, made) | _keeping(made) | _exchange(made)
    return made


@shared
def seats(place: str, body: Department, finder: Department) -> dict[Role, Posting]:
    keepers = {Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR}
    seats = {role: factories.posting(role, None) for role in keepers}
    for role in ROLES:
        if role not in keepers:
            seats[role] = factories.posting(role, place, unit=finder if role == Role.FINDING_BODY else body)
    return seats


def record(made: Scope, status: str = "draft", **fields: Any) -> Any:
    """Return a record about the body of a place, entered by its clerk, found by its finding body."""
    return factories.record(
        status, department=made.body, finding_unit=made.finder, clerk=made.seats[Role.CLERK], **fields
    )


def _records(made: Scope) -> dict[str, Any]:
    rows = {state: record(made, state) for state in RECORD_STATES}
    rows["deadline"] = Deadline.objects.get(object_id=rows["statement"].pk)
    rows["notice_of_judgment"] = record(made, "pending_notice", source_kind="judgment")
    official = factories.official(made.body)
    clerk = made.seats[Role.CLERK]
    rows["official"] = official
    rows["career"] = factories.career(official)
    seat = factories.own_actor(official)
    rows["own_access"], rows["file_request"] = seat.access, factories.file_request(seat)
    letter = SimpleUploadedFile("任职文件.pdf", PDF + b"%" + made.place.encode())
    rows["own_evidence"] = common.attach(rows["file_request"], letter, title="任职文件", by=seat)
    rows["official_record"] = factories.record(official=official, clerk=clerk, disclosure="internal")
    upload = SimpleUploadedFile("认定文书.pdf", PDF + made.place.encode())
    rows["evidence"] = common.attach(rows["draft"], upload, title="认定文书", by=clerk)
    return rows


def _publications(made: Scope) -> dict[str, Any]:
    return {
        f"{state}_publication": factories.publication(state, made=record(made, "confirmed"))
        for state in PUBLICATION_STATES
    }


def judgment(made: Scope, status: str = "draft") -> Any:
    number = f"（2026）苏01行初{next(_numbers)}号"
    fact = LostJudgment(
        department=made.body,
        finding_unit=made.finder,
        outcome="refused",
        case_number=number,
        court="模拟法院（演示）",
        summary="逾期未履行",
        decided_on=TODAY - timedelta(days=90),
        effective_on=TODAY - timedelta(days=60),
        announcement_number=f"苏01执公告〔2026〕{next(_numbers)}号",
        announced_on=TODAY - timedelta(days=5),
    )
    return _walked(services.enter_fact(fact, by=made.seats[Role.CLERK]), status, made)


def commendation(made: Scope, status: str = "draft") -> Any:
    fact = Commendation(
        department=made.body,
        finding_unit=made.finder,
        honour="诚信示范单位",
        level="city",
        issued_by="模拟政府（演示）",
        document_number=f"苏表〔2026〕{next(_numbers)}号",
        issued_on=TODAY - timedelta(days=30),
    )
    return _walked(services.enter_fact(fact, by=made.seats[Role.CLERK]), status, made)


def _walked(fact: Any, status: str, made: Scope) -> Any:
    if status != "draft":
        fact.submit(by=made.seats[Role.CLERK])
    if status == "confirmed":
        fact.confirm(by=factories.posting(Role.REVIEWER), reason="与文书一致")
    return fact


def _facts(made: Scope) -> dict[str, Any]:
    states = {"draft": "draft", "waiting": "pending_review", "confirmed": "confirmed"}
    rows = {f"{name}_judgment": judgment(made, state) for name, state in states.items()}
    return rows | {f"{name}_commendation": commendation(made, state) for name, state in states.items()}


def correction(made: Scope, of: Any = None) -> Any:
    return corrections.propose_correction(
        of or record(made, "confirmed"),
        by=made.seats[Role.CLERK],
        changes={"facts": "道路养护项目验收合格后拖欠合同价款，逾期一百二十日仍未支付"},
        kind="facts",
        grounds="法院裁定补正了逾期天数",
        document="（2026）苏01行初3号补正裁定",
    )


def _corrections(made: Scope) -> dict[str, Any]:
    returned = correction(made)
    returned.send_back(by=factories.posting(Role.REVIEWER), reason="请补正")
    return {
        "correction": correction(made),
        "public_correction": correction(
            made, factories.publication(made=record(made, "confirmed")).fact.of_kind
        ),
        "returned_correction": returned,
        "endorsed_correction": _endorsed(made),
    }


def _endorsed(made: Scope) -> Any:
    case = correction(made, factories.publication(made=record(made, "confirmed")).fact.of_kind)
    texts = {"title": "拖欠养护工程款", "facts": case.fact.of_kind.facts, "document_title": "行政处罚决定书"}
    corrections.prepare_face(case, by=factories.posting(Role.OFFICER), **texts)
    case.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    return corrections.review_correction(case, by=factories.posting(Role.REVIEWER), reason="与裁定一致")


def _rectifications(made: Scope) -> dict[str, Any]:
    """One of the body of the place, and others of another there, whose own people the officers are not."""
    other = factories.department(made.place)
    given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK]}
    rows = {
        f"{state}_rectification": rectification(
            state, record=factories.record("confirmed", department=other, **given)
        )
        for state in ("routing", "ordering", "submitted", "stayed")
    }
    return rows | {"running_rectification": rectification("running", record=record(made, "confirmed"))}


def _commitments(made: Scope) -> dict[str, Any]:
    """Promises of the body of the place; those that may be broken are of another, whose own people the officers are not."""
    given = {"body": made.body, "clerk": made.seats[Role.CLERK]}
    reviewed = {**given, "reviewer": made.seats[Role.REVIEWER]}
    other = {"body": factories.department(made.place)}
    pending = promises.draft("procurement", **given)
    submit_commitment(pending, by=made.seats[Role.CLERK])
    asked = promises.running(**other)
    promises.asked(asked)
    rows: dict[str, Any] = {
        "draft_commitment": promises.draft(**given),
        "pending_commitment": pending,
        "running_commitment": promises.running("procurement", **reviewed),
        "other_commitment": promises.running(**other),
        "asked_commitment": asked,
        "board_commitment": promises.running(
            "townships",
            body=factories.department(made.place, level="township"),
            amount=None,
            agreed_on=None,
        ),
    }
    for state in promises.BREACH_ROAD:
        rows[f"{state}_breach"] = promises.breach(state, case=promises.running(**other))
    rows["own_breach"] = promises.breach("hearing", case=promises.running(**reviewed))
    return rows | _screened(made)


def _screened(made: Scope) -> dict[str, Any]:
    """A list in force, a version that waits, and a hit in each state, compared by the officer of the place."""
    officer = made.seats[Role.OFFICER]
    rows: dict[str, Any] = {
        f"{state}_hit": screens.hit(state, by=officer) for state in ("waiting", "blocking", "releasing")
    }
    check = rows["releasing_hit"].body.check_case  # whose list is the newest
    answer = answers.give_out(
        check, by=officer, recipient="模拟交易平台（演示）", basis="模拟共享协议〔2026〕1号"
    )
    rows |= {"screening_check": check, "signed_answer": answer, "watch_entry": rows["releasing_hit"].entry}
    return rows | {"watch_version": screens.version(), "api_key": keying.asked()[0]}


def _reports(made: Scope) -> dict[str, Any]:
    """A credit report that holds, and one that is to be revoked, asked for by the officer of the place."""
    officer = made.seats[Role.OFFICER]
    bodies = {"issued_report": made.body, "revoking_report": factories.department(made.place)}
    rows = {name: reporting.issued(body, by=officer) for name, body in bodies.items()}
    revoked = rows["revoking_report"]
    ending.ask_revocation(revoked, by=factories.posting(Role.OFFICER), reason="出具时公开库正在恢复")
    return rows


def inquiry(state: str, made: Scope) -> Inquiry:
    """An inquiry about an official of the place's body, by a clerk beside those who act here."""
    clerk = factories.posting(Role.CLERK, None, unit=made.body)
    rows = asking.lines(factories.official(made.body))
    makers_of = {"draft": asking.draft, "pending": asking.pending}
    return makers_of.get(state, asking.answered)(clerk, rows)


def _inquiries(made: Scope) -> dict[str, Any]:
    """Inquiries to be submitted, approved, used, and mended: the line on which an answer rests was struck."""
    rows = {f"{state}_inquiry": inquiry(state, made) for state in ("draft", "pending", "answered")}
    clerk = factories.posting(Role.CLERK, None, unit=made.body)
    period = asking.sanctioned(made.body)
    fallen = asking.answered(clerk, asking.lines(period.official))
    file_entries.strike_entry(period, by=clerk, reason="录错了人")
    following.overturn_changed(by=clock_posting())
    fallen.refresh_from_db()
    return rows | {"fallen_inquiry": fallen}


def incentive(fact: Any) -> Incentive:
    return incentives.propose(
        by=factories.posting(Role.OFFICER), measure="publicity", reason="事迹突出", fact=fact
    )


def transfer(fact: Any) -> Transfer:
    tenure = Tenure("局长", days_ago(300), days_ago(900))
    return accountability.register(fact, by=factories.posting(Role.OFFICER), reason="拒不履行", tenure=tenure)


def honour_check(made: Scope, *departments: Department) -> HonourCheck:
    award = honours.Award("诚信示范单位", "模拟文明办（演示）", "模拟函〔2026〕1号", TODAY)
    lines = [honours.Line(n, one.name, one.credit_code) for n, one in enumerate(departments, 2)]
    return honours.take_in(award, lines, by=made.seats[Role.OFFICER])


def _measures(made: Scope) -> dict[str, Any]:
    """Measures, an incentive, a transfer and checks, about another body there where the officers are to act."""
    other = factories.department(made.place)
    given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK]}
    rows: dict[str, Any] = {
        f"{state}_measure": measure(state, record=factories.record("confirmed", department=other, **given))
        for state in ("routing", "notice", "to_lift")
    }
    rows["hearing_measure"] = measure("hearing", record=record(made, "confirmed"))
    rows["running_measure"] = measure("running", record=record(made, "confirmed"))
    honour = commendation(made, "confirmed")
    rows["incentive"] = incentive(honour)
    rows["transfer"] = transfer(factories.record("confirmed", department=other, **given))
    rows["read_check"] = honour_check(made, made.body, other)
    rows["answered_check"] = honours.answer(honour_check(made, made.body), by=made.seats[Role.OFFICER])
    return rows


def _tolerances(made: Scope) -> dict[str, Any]:
    """Cases about another body of the place, one of them given to the finding body there; and one of its own to answer."""
    other = factories.department(made.place)
    given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK]}

    def case(state: str, **more: Any) -> Tolerance:
        fact = factories.record("confirmed", department=other, **given)
        return tolerating.tolerance(state, record=fact, **more)

    rows = {
        f"{state}_tolerance": case(state)
        for state in ("pending", "routing", "consulting", "tolerated", "excluded")
    }
    rows |= {f"{state}_tolerance": case(state, unit=made.finder) for state in ("investigating", "deciding")}
    own = tolerating.tolerance("included", record=record(made, "confirmed"))
    revoking.doubt(own, by=factories.posting(Role.OFFICER), reason="材料系伪造")
    return rows | {"own_tolerance": own}


def _leniencies(made: Scope) -> dict[str, Any]:
    """Cases about another body of the place, one of them decided by the finding body there; and one that the body asked for."""
    other = factories.department(made.place)
    given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK]}
    seat = factories.posting(Role.FINDING_BODY, None, unit=made.finder)

    def about(**more: Any) -> Any:
        return measure("running", record=factories.record("confirmed", department=other, **given), **more)

    rows: dict[str, Any] = {
        f"{state}_leniency": leniency(state, about=about())
        for state in ("pending", "examining", "deciding", "refused")
    }
    rows["here_leniency"] = leniency("examining", about=about(decider=seat))
    prove(rows["here_leniency"], seat)
    rows["ours_leniency"] = leniency("deciding", about=about(decider=seat))
    own = measure("running", record=record(made, "confirmed"))
    return rows | {"own_leniency": leniency(about=own, own=True)}


def _warnings(made: Scope) -> dict[str, Any]:
    """Chains of warnings about another body of the place, one of the own; and a judgment that opens none yet."""

    def about() -> Department:
        return factories.department(made.place)

    rows = {
        f"{state}_warning": warnings.warning(state, body=about()) for state in ("sued", "lost", "enforcing")
    }
    rows["proved_warning"] = warnings.warning("lost", body=about())
    warnings.prove(rows["proved_warning"], warnings.representative(rows["proved_warning"]))
    rows["own_warning"] = warnings.warning("lost", body=made.body)
    warnings.lay(rows["own_warning"], made.seats[Role.REPRESENTATIVE])
    other = about()
    return rows | {"free_judgment": factories.judgment("confirmed", department=other), "other_body": other}


def objection(made: Scope, body: Department, **fields: Any) -> Any:
    """Return an objection by `body` to a confirmed record about it, found by the finding body of the place."""
    given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK], **fields}
    fact = factories.record("confirmed", department=body, **given)
    return objecting.objection(fact, by=factories.posting(Role.REPRESENTATIVE, None, unit=body))


def _objections(made: Scope) -> dict[str, Any]:
    """Objections in each state, by another body of the place, whose own officers would stand aside."""
    body = factories.department(made.place)
    states = ("submitted", "routing", "verifying", "deciding", "mending", "rejected")
    rows = {f"{state}_objection": objecting.walked(objection(made, body), state) for state in states}
    rows["own_objection"] = objection(made, made.body)
    rows["supplement_objection"] = objecting.walked(objection(made, made.body), "supplement")
    known = rows["submitted_objection"].fact.of_kind
    rows["paper_objection"] = objecting.paper(known, applied_on=TODAY)
    return rows


def _challenges(made: Scope) -> dict[str, Any]:
    """Challenges of documents about another body of the place, in each state that has acts; and one of its own report."""
    other = factories.department(made.place)

    def case(state: str, body: Department = other) -> Any:
        given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK]}
        fact = factories.record("confirmed", department=body, **given)
        return challenging.challenge(state, fact=fact)

    states = ("reported", "open", "stayed", "mending", "remitted", "annulled")
    rows = {f"{state}_challenge": case(state) for state in states}
    outcomes = ("upheld", "annulled", "changed", "remitted", "ended")
    rows |= {f"{outcome}_waiting_challenge": case(f"prepared:{outcome}") for outcome in outcomes}
    return rows | {"own_challenge": case("reported", made.body)}


def _leads(made: Scope) -> dict[str, Any]:
    """A hint of somebody about a record of another body of the place."""
    given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK]}
    fact = factories.record("confirmed", department=factories.department(made.place), **given)
    hint = Application(
        "模拟局的记录", "other", "error", "逾期天数与判决书不符", name="甄诚信", contact="13900000000"
    )
    return {"lead": receive_lead(hint, fact.parent, by=clock_posting(), received_on=TODAY)}


def _repairs(made: Scope) -> dict[str, Any]:
    """Requests about the body of the place, and about another there, whose own people the officers are not."""

    def case(status: str, body: Department) -> Any:
        source = "judgment" if status == "routing" else "penalty"
        act = makers.repairable(department=body, finding_unit=made.finder, source_kind=source)
        return makers.repair(status, publication=act)

    other = factories.department(made.place)
    asked = makers.repairable(department=made.body, finding_unit=made.finder)
    rows = {f"{state}_repair": case(state, other) for state in REPAIR_STATES}
    return rows | {"own_repair": case("supplement", made.body), "repairable": asked.fact}


def _notes(made: Scope) -> dict[str, Any]:
    """Notes of another body of the place, whose own people the officers are not; one of its own, and a record without any."""
    other = factories.department(made.place)
    given = {"finding_unit": made.finder, "clerk": made.seats[Role.CLERK]}

    def case(state: str, body: Department) -> Any:
        act = factories.publication(made=factories.record("confirmed", department=body, **given))
        return noting.note(state, act=act)

    rows = {f"{state}_note": case(state, other) for state in ("submitted", "signing", "deciding", "standing")}
    silent = factories.publication(made=record(made, "confirmed"))
    return rows | {"own_note": case("returned", made.body), "silent": silent.fact}


def reorganisation(place: str, officer: Posting, **content: Any) -> Any:
    return reorganisations.draft_reorganisation(
        by=officer,
        kind="merge",
        sources=[factories.department(place)],
        heirs=[factories.department(place)],
        **{**DOCUMENT, **content},
    )


def _reorganisations(place: str, made: Scope) -> dict[str, Any]:
    officer = made.seats[Role.OFFICER]
    waiting, decided = (
        reorganisations.submit_reorganisation(reorganisation(place, officer, **content), by=officer)
        for content in ({}, {"effective_on": TODAY + timedelta(days=30)})
    )
    director = factories.posting(Role.DIRECTOR)
    reorganisations.approve_reorganisation(decided, by=director, reason="与批复一致")
    return {
        "reorganisation": reorganisation(place, officer),
        "waiting_reorganisation": waiting,
        "scheduled_reorganisation": decided,
    }


def _keeping(made: Scope) -> dict[str, Any]:
    """What belongs to the clerk's seat: the account, a deputy, a handover, a notice; and a rule's proposal."""
    clerk = made.seats[Role.CLERK]
    receiver = factories.posting(Role.CLERK, made.place, unit=made.body)
    notice = Notice.objects.create(
        recipient=clerk.pk,
        topic="record.due",
        object_type="records.dishonestyrecord",
        object_id=made.things["draft"].pk,
        text="请办理",
    )
    return {
        "account": factories.person(),
        "kept_form": keep_form(
            clerk.user_id,
            f"/records/{made.things['draft'].record_no}/void/",
            Content([("reason", "依据不足")], ["材料.pdf"]),
        ),
        "saved": SavedFilter.objects.create(
            person=clerk.user_id, list_key="records", name="我的草稿", query="status=draft"
        ),
        "posting": clerk,
        "notice": notice,
        "deputy": factories.deputy(
            clerk, by=clerk, person=factories.person(), since=TODAY, until=TODAY + timedelta(days=7)
        ),
        **_consents(made),
        "handover": postings_services.list_handover(clerk, receiver, by=clerk, reason="调离"),
    }


def _consents(made: Scope) -> dict[str, Any]:
    """What the clerk's seat asks for, and a reset between the two administrators whose halves nobody has drawn."""
    clerk, keeper = made.seats[Role.CLERK], made.seats[Role.SYSTEM_ADMIN]
    later = TODAY + timedelta(days=30)
    asked = postings_services.ask_for_deputy(
        clerk, by=clerk, person=factories.person(), since=later, until=later, reason="年休假"
    )
    reset = ask_for_reset(factories.person(), by=keeper, reason="本人书面申请")
    consenting.agree(reset, by=made.seats[Role.SECURITY_ADMIN])
    return {"consent": asked, "agreed_consent": reset}


def proposed_rule(by: Posting, kind: str = "statement", key: str = "period") -> Any:
    return postings_services.propose_rule(
        by=by,
        kind=kind,
        key=key,
        value=10,
        unit="working_day",
        effective_from=TODAY + timedelta(days=1),
        basis="省信用办通知",
        document_number="苏信用办〔2026〕9号",
    )


def _exchange(made: Scope) -> dict[str, Any]:
    clerk = made.seats[Role.CLERK]
    wrong = returns.line(made.body, 严重程度="特别严重", 认定文书号=f"苏{made.place}号")
    trial = returns.imported(returns.workbook(wrong), by=clerk, dry_run=True, as_of=TODAY)
    row = [f"模拟新名局{made.place}（演示）", made.body.credit_code, "机关", "市级", made.place]
    file = returns.table(row, head=returns.ROSTER_HEAD)
    returns.imported(file, "roster.csv", kind="departments", by=clerk, as_of=TODAY)
    open_duties(TODAY, by=clock_posting())
    return {
        "batch": trial,
        "preview": returns.imported(returns.workbook(wrong), by=clerk, asks_first=True, as_of=TODAY),
        "waiting": _waiting(made),
        "proposal": DepartmentProposal.objects.get(department=made.body),
        "duty": ReportingDuty.objects.get(unit=made.body),
    }


def _waiting(made: Scope) -> RowError:
    """A row whose name and code belong to two bodies."""
    clerk, named = made.seats[Role.CLERK], made.finder.name
    line = returns.line(made.body, 主体名称=named, 认定文书号=f"苏待〔2026〕{made.place}号")
    batch = returns.imported(returns.workbook(line), by=clerk, as_of=TODAY)
    return RowError.objects.get(batch=batch, level="waiting")


def token_of(thing: Any) -> str:
    """Return the mark that the page of `thing` carries, "" where it carries none."""
    is_marked = getattr(thing, "VERSION_FIELD", None) or isinstance(
        thing,
        Challenge
        | Consent
        | CreditReport
        | JudgmentWarning
        | Lead
        | Leniency
        | Objection
        | Rectification
        | Tolerance,
    )
    return page_token.token_of(thing) if is_marked else ""
