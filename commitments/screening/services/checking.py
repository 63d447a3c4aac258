"""A comparison: every bidder is answered for the step on the day, and stored with the versions of the lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from commitments.screening.clocks import DECIDE, start_decision
from commitments.screening.models import CheckedBody, Hit, LookedAt, ScreeningCheck
from commitments.screening.services.holding import hold_as_they_stand
from commitments.screening.services.looking import Found, Line, ListState, find, states_on
from commitments.screening.vocabulary import EXACT, STALE_WORDS, Answer, WatchKind
from common.errors import Incomplete, NotAllowed
from common.history import acting
from common.roles import OFFICERS
from common.secrecy import take_in
from common.trail import write_notable
from postings.models import Posting

MOST = 2_000
PERSONS = "自然人只由信用办经办比对"
NO_NAME = "没有名称，也没有统一社会信用代码"
NO_CODE = "没有统一社会信用代码，只按名称核对，不能据此放行"
NAME_ALONE = "名单上有相同的名称，不等于同一主体，不据此拦截"
Hits = list[tuple[CheckedBody, Found]]


@dataclass(frozen=True)
class Tender:
    """Before which step of which tender."""

    step: str
    project_number: str
    project_name: str


@transaction.atomic
def check(tender: Tender, lines: Sequence[Line], *, by: Posting) -> ScreeningCheck:
    """Compare bidders, each member of a consortium among them, with every list; a hit is entered as a case.

    苏政发〔2023〕55号 三(三); procedures E.23
    """
    if not lines:
        raise Incomplete("没有投标人", {"bidders": "请填写投标人"})
    if len(lines) > MOST:
        raise Incomplete("投标人太多", {"bidders": f"一次最多 {MOST} 个，请分批比对"})
    if by.role not in OFFICERS and any(line.id_number for line in lines):
        raise NotAllowed(PERSONS)
    today = timezone.localdate()
    case = _case(tender, today, by)
    # What a correction annuls it looks for once: a hit on its entry is there by then, or never.
    hold_as_they_stand(WatchKind.values)
    lists = states_on(tender.step, today)
    fresh = {one.kind: one for one in lists if not one.is_stale}
    met = find([line for line in lines if line.is_named], list(fresh), today)
    with acting(by):
        case.save(force_insert=True)
        case.refresh_from_db()
        LookedAt.objects.bulk_create(_looked(case, one) for one in lists)
        bodies = [_body(case, line, met.get(line.row, []), lists) for line in lines]
        CheckedBody.objects.bulk_create(bodies)
    write_notable(case, "compare", by=by, reason=f"{case.get_step_display()} {case.project_number}"[:200])
    for body, found in _cases(bodies, met, fresh):
        _enter(body, found, by)
    return case


def _case(tender: Tender, today: date, by: Posting) -> ScreeningCheck:
    region = by.region or (by.unit.region if by.unit else None)
    if region is None:
        raise NotAllowed("您的岗位没有地区，不能比对")
    case = ScreeningCheck(
        step=tender.step,
        project_number=tender.project_number,
        project_name=tender.project_name,
        looked_on=today,
        asked_by_id=by.user_id,
        asked_through=by.pk,
        unit_id=by.unit_id,
        region=region,
    )
    take_in(case)
    return case


def _looked(case: ScreeningCheck, one: ListState) -> LookedAt:
    return LookedAt(
        check_case=case,
        kind=one.kind,
        version=one.version,
        is_stale=one.is_stale,
        covers=one.covers,
        rule=one.rule,
    )


def _body(
    case: ScreeningCheck, line: Line, found: Sequence[Found], lists: Sequence[ListState]
) -> CheckedBody:
    answer, note = answer_of(line, found, lists)
    body = CheckedBody(
        check_case=case,
        row=line.row,
        name=line.name[:200],
        former_names=line.former_names[:400],
        credit_code=line.credit_code,
        id_number_hash=line.number_hash,
        id_number_tail=line.id_number[-4:],
        consortium=line.consortium[:100],
        answer=answer,
        note=note[:400],
    )
    take_in(body)
    return body


def answer_of(line: Line, found: Sequence[Found], lists: Sequence[ListState]) -> tuple[Answer, str]:
    """Return what a bidder is answered, and why: only an exact hit on a list whose measure covers the step blocks."""
    if not line.is_named:
        return Answer.INVALID, line.fault or NO_NAME
    covering = {one.kind for one in lists if one.covers}
    stale = "、".join(one.label for one in lists if one.is_stale)
    binding = [one for one in found if one.entry.kind in covering]
    past = f"{stale}：{STALE_WORDS}" if stale else ""
    if any(one.how in EXACT for one in binding):
        return Answer.BLOCKED, past
    if binding:
        return Answer.WAITING, past
    if stale:
        return Answer.STALE, past
    if line.fault or not (line.credit_code or line.id_number):
        return Answer.INVALID, line.fault or NO_CODE
    return (Answer.NOTED, _noted(found)) if found else (Answer.CLEAR, "")


def _noted(found: Sequence[Found]) -> str:
    """Return what the asker is told; of a name alone, which is nobody's yet, not the list on which it stands."""
    labels = "、".join(dict.fromkeys(one.entry.get_kind_display() for one in found if one.how in EXACT))
    if not labels:
        return NAME_ALONE
    return f"在{labels}名单上，其措施依据没有确认或者不覆盖本环节，不据此拦截"


def _cases(
    bodies: Sequence[CheckedBody], met: Mapping[int, Sequence[Found]], lists: Mapping[str, ListState]
) -> Hits:
    """Return the hits that become cases: those on lists whose measure covers the step."""
    return [(body, one) for body in bodies for one in met.get(body.row, []) if lists[one.entry.kind].covers]


def _enter(body: CheckedBody, found: Found, by: Posting) -> None:
    hit = Hit(body=body, entry=found.entry, how=found.how)
    if found.how in EXACT:
        hit.enter(by=by, reason=f"{found.entry}：{found.how.label}")
        return
    # The story is read by the tenderer too, who is told of a name that waits nothing of what the list says.
    hit.enter(by=by, reason=str(found.how.label), act="wait")
    start_decision(DECIDE, hit, by=by)
