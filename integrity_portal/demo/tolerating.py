"""One case of tolerance walked by the demo officers through the real acts, as far as a state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from discipline.tolerance.models import Tolerance
from discipline.tolerance.services import deciding, finding, revoking, starting
from discipline.tolerance.services.deciding import Decision
from discipline.tolerance.services.starting import Request
from discipline.tolerance.vocabulary import Answer, Listing, Outcome
from organisations.models import Department
from postings.models import Posting
from records.facts.models.kinds import FactKind

People = Mapping[str, Posting]
BODY = "模拟市纪检监察机关（演示）"
ROAD = ("pending", "routing", "investigating", "consulting", "deciding", "tolerated")
ACCOUNT = "推进审批改革试点时缺少先例，经集体研究后先行办理，造成逾期；发现后已经补办并向相对人说明。"


def keep_out(record: FactKind, people: People, today: date) -> Tolerance:
    """Let a record be kept out by a tolerance that was begun ex officio."""
    return tolerate(record, "excluded", people, today)


def tolerate(
    record: FactKind,
    state: str,
    people: People,
    today: date,
    *,
    by: Posting | None = None,
    unit: Department | None = None,
) -> Tolerance:
    """Begin a case and walk it to `state`; `by` asks for the own department, `unit` is the body where it acts here."""
    officer, director = people["jingban2"], people["fuzeren2"]
    origin = "ex_officio" if by is None else "subject"
    asked = Request("01", ACCOUNT, "none", origin)
    case = starting.begin(record, asked, by=by or officer)
    if state == "rejected":
        return starting.reject(
            case, by=officer, ground="no_ground", reason="所述的是付款拖延，不属于所列的情形"
        )
    steps = {
        "routing": lambda: starting.accept(case, by=officer),
        "investigating": lambda: _route(case, unit, director),
        "consulting": lambda: _investigate(case, officer, today),
        "deciding": lambda: _consult(case, officer, today),
    }
    last = ROAD.index(state) if state in ROAD else len(ROAD) - 1
    for name in ROAD[1 : last + 1]:
        if name in steps:
            steps[name]()
    return case if state in ROAD[:-1] else _decide(case, state, people, today)


def _route(case: Tolerance, unit: Department | None, director: Posting) -> None:
    starting.choose_body(
        case,
        by=director,
        reason="按干部管理权限，由同级纪检监察机关认定",
        body="supervision",
        body_name=str(unit or BODY),
        unit=unit,
    )


def _investigate(case: Tolerance, officer: Posting, today: date) -> None:
    said = {
        (listing.value, row.key): (
            Answer.FOR.value if listing == Listing.LOOK else Answer.ABSENT.value,
            "查阅会议记录、往来文件，询问经办人员后查明",
        )
        for listing, row in finding.items_of(today)
    }
    finding.answer(case, by=officer, answers=said)
    document = f"模拟核查报告〔演示〕{case.number[-3:]}号"
    finding.report(case, by=officer, document=document, on=today, reason="属于先行先试中的失误，程序合规")


def _consult(case: Tolerance, officer: Posting, today: date) -> None:
    for body, opinion in (
        ("模拟司法局（演示）", "程序合规，同意"),
        ("模拟财政局（演示）", "损失已经挽回，同意"),
    ):
        finding.consult(case, by=officer, body=body, opinion=opinion, given_on=today)
    finding.submit(case, by=officer)


def _decide(case: Tolerance, state: str, people: People, today: date) -> Tolerance:
    director = people["fuzeren2"]
    outcome = Outcome.REFUSED if state == "refused" else Outcome.EXEMPT
    said = Decision(
        outcome,
        "department",
        "本记录所涉的逾期事项",
        f"模拟纪容〔{today.year}〕{case.number[-3:]}号",
        today,
        "模拟常委会第 3 次会议",
        today,
    )
    if state == "refused":
        return deciding.refuse(case, by=director, reason="不是无意过失，提醒后仍未办理", decision=said)
    deciding.grant(case, by=director, reason="符合先行先试的情形，已经补救", decision=said)
    return case if state == "tolerated" else _enter(case, state, people, today)


def _enter(case: Tolerance, state: str, people: People, today: date) -> Tolerance:
    director = people["fuzeren2"]
    if state == "included":
        return deciding.include(case, by=director, reason="涉及群众较多，照常纳入，接受监督")
    deciding.exclude(case, by=director, reason="经认定免责，依规不纳入")
    if state in {"doubted", "revoked"}:
        revoking.doubt(case, by=people["jingban2"], reason="接到反映，会议记录系事后补作")
    if state == "revoked":
        revoking.state(case, by=people["daibiao"], statement="会议记录由经办补作，单位不知情")
        revoking.revoke(
            case, by=director, document=f"模拟纪容撤〔{today.year}〕1号", on=today, reason="会议记录不实"
        )
    return case
