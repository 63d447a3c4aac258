"""An inquiry is taken in with its rows, looked at by who sent it, and put before a second person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.errors import Incomplete, NotEligible
from common.models import RuleValue
from common.trail import Actor
from inquiries import deadlines
from inquiries.models import Inquiry, InquiryRow
from inquiries.rule_kinds import PURPOSE
from inquiries.vocabulary import Kind

MOST = 500
NO_POWER = "您的岗位没有单位，没有干部管理权限，不能查询个人；请由管理这些人员档案的单位登记"
TO_OTHERS = {Kind.PERSON: "这个用途不查询个人", Kind.BODY: "这个用途不查询单位，请核对用途"}


@dataclass(frozen=True)
class Asked:
    """What an organ asks: for what purpose and matter, by which document, about whom, as of which day; who there handles it."""

    kind: Kind
    purpose: str
    matter: str
    asking_body: str
    handler: str
    request: str
    received_on: date
    as_of: date


@dataclass(frozen=True)
class Line:
    """One row as it came: a person by name and number, or a body by its code; `fault` says why nothing can be looked up."""

    row: int
    name: str
    number: str
    fault: str = ""


def purposes(day: date) -> list[RuleValue]:
    """Return the purposes that may be named on a day."""
    return [row for row in RuleValue.objects.at(PURPOSE, day).values() if row.value["offered"]]


def allowed_by(case: Inquiry) -> Mapping[str, bool]:
    """Return what the purpose of an inquiry allows, by the version under which it came in."""
    found = RuleValue.objects.get(kind=PURPOSE, key=case.purpose, version=case.purpose_version)
    value: Mapping[str, bool] = found.value
    return value


@transaction.atomic
def register(asked: Asked, lines: Sequence[Line], *, by: Actor) -> Inquiry:
    """Take an inquiry in; nothing is looked up before a second person has approved it.

    Raises Incomplete, NotEligible, NotAllowed. 苏政发〔2023〕55号 二(三); procedures D.19
    """
    purpose = _allowed(asked, by)
    _require_rows(lines)
    case = Inquiry(
        kind=asked.kind,
        purpose=purpose.key,
        purpose_label=purpose.label,
        purpose_version=purpose.version,
        matter=asked.matter.strip(),
        asking_body=asked.asking_body.strip(),
        handler=asked.handler.strip(),
        request=asked.request.strip(),
        received_on=asked.received_on,
        as_of=asked.as_of,
        unit_id=by.unit_id,
        region_id=by.region_id,
        asked_by_id=by.user_id,
    )
    case.enter(by=by)
    InquiryRow.objects.bulk_create(_row(case, line) for line in lines)
    case.refresh_from_db()
    case.require_no_recusal(by)
    deadlines.begin(case, by=by)
    return case


def _allowed(asked: Asked, by: Actor) -> RuleValue:
    """Return the purpose where it lets this kind be asked about, and the days are none to come."""
    today = timezone.localdate()
    if asked.as_of > today:
        raise Incomplete("截至日还没有到", {"as_of": "不能晚于今天：以后的情况现在不能答复"})
    if asked.received_on > today:
        raise Incomplete("收到日期还没有到", {"received_on": "不能晚于今天"})
    found = next((row for row in purposes(today) if row.key == asked.purpose), None)
    if found is None:
        raise Incomplete("请选择用途", {"purpose": "请选择用途"})
    if not found.value["persons" if asked.kind == Kind.PERSON else "bodies"]:
        raise Incomplete(TO_OTHERS[asked.kind], {"purpose": TO_OTHERS[asked.kind]})
    if asked.kind == Kind.PERSON and not by.unit_id:
        raise NotEligible(NO_POWER)
    return found


def _require_rows(lines: Sequence[Line]) -> None:
    if not lines:
        raise Incomplete("名单是空的", {"file": "名单里没有要查的人或者单位，请核对后重新上传"})
    if len(lines) > MOST:
        raise Incomplete("名单太长", {"file": f"一次最多 {MOST} 行，请分批查询"})


def _row(case: Inquiry, line: Line) -> InquiryRow:
    made = InquiryRow(inquiry=case, row=line.row, fault=line.fault[:300])
    if case.kind == Kind.PERSON:
        made.seal(line.name, line.number)
    else:
        made.shown_name, made.credit_code = line.name, line.number
    return made


def submit(case: Inquiry, *, by: Actor, reason: str = "") -> Inquiry:
    """Put an inquiry before the second person."""
    return case.move("submit", by=by, reason=reason)


@transaction.atomic
def drop(case: Inquiry, *, by: Actor, reason: str = "") -> Inquiry:
    """Leave an inquiry that was not meant; what its rows said is gone, its number stays."""
    case.move("drop", by=by, reason=reason)
    deadlines.stop(case, by=by)
    clear(case)
    return case


def clear(case: Inquiry) -> int:
    """Clear all that the rows of an inquiry say of anybody, or that leads to them; return how many rows there are."""
    return case.rows.update(
        shown_name="",
        name_sealed=None,
        id_number_sealed=None,
        id_number_hash="",
        id_number_tail="",
        credit_code="",
        fault="",
        official=None,
        fact=None,
        period=None,
    )
