"""Registers of numbers and versions of templates: what a letter needs before it can be written and go out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.roles import Role, role_label
from common.secrecy import refuse_marks
from common.trail import Actor
from common.workflow import write_notable
from letters.models import Letter, LetterSeries, LetterTemplate
from letters.wording import Places

KEPT_ONCE = "这个机关、文种、年度，或这个发文代字在这一年，已经登记过"


@dataclass(frozen=True)
class Issuer:
    """The body in whose name a letter goes out: its key, and its name of then."""

    id: uuid.UUID
    name: str


def issuer_of(by: Actor) -> Issuer:
    """Return the body in whose name `by` writes: its unit, the credit office of its region where it has none."""
    if by.unit is not None:
        return Issuer(by.unit.pk, by.unit.name)
    if by.region is None or by.region_id is None:
        raise NotEligible("您的岗位没有单位也没有地区，不能发文")
    return Issuer(by.region_id, f"{by.region}信用办")


def open_series(
    issuer: Issuer, *, kind: str, mark: str, year: int, by: Actor, first_number: int = 1
) -> LetterSeries:
    """Open the register of one body's letters of one kind in one year under its mark（发文代字）.

    `first_number` goes on from a register that was kept on paper. Later years open by themselves with the same mark.
    Raises NotAllowed, Incomplete. 党政机关公文处理工作条例 9(五)
    """
    _require_director(by, "登记发文代字")
    refuse_marks({"mark": mark, "kind": kind})
    try:
        with transaction.atomic():
            made = LetterSeries.objects.create(
                body_id=issuer.id,
                body_name=issuer.name,
                kind=kind,
                mark=mark,
                year=year,
                first_number=first_number,
                last_number=first_number - 1,
            )
            write_notable(made, "open_series", by=by, mark=mark, year=year, first_number=first_number)
    except IntegrityError as clash:
        raise Incomplete(_words(clash), {"mark": _words(clash)}) from clash
    return made


def publish_template(key: str, *, title: str, kind: str, body: str, since: date, by: Actor) -> LetterTemplate:
    """Make the next version of a template, in force from `since` on; the one before ends that day.

    Letters already written keep the version by which they were. Raises NotAllowed, Incomplete, WrongState.
    """
    _require_director(by, "发布文书模板")
    refuse_marks({"title": title, "body": body})
    _require_places(title + body)
    with transaction.atomic():
        last = LetterTemplate.objects.select_for_update().filter(key=key).order_by("-version").first()
        if last and last.effective_from >= since:
            raise WrongState(f"上一版从 {last.effective_from} 起启用，新版须晚于这一天")
        if last and (last.effective_to is None or last.effective_to > since):
            last.effective_to = since
            last.save(update_fields=["effective_to"])
        version = last.version + 1 if last else 1
        made = LetterTemplate.objects.create(
            key=key, version=version, title=title, kind=kind, body=body, effective_from=since
        )
        write_notable(made, "publish_template", by=by, key=key, version=version)
    return made


def next_series(letter: Letter, year: int, by: Actor) -> LetterSeries:
    """Return the locked register that gives `letter` its number; the first letter of a year opens that year's.

    Until the transaction ends nobody else takes a number of it. Raises Incomplete where no mark was ever registered.
    """
    own = LetterSeries.objects.filter(body_id=letter.issuer_id, kind=letter.kind)
    last = own.filter(year__lte=year).order_by("-year").first()
    if last is None:
        raise Incomplete(f"{letter.issuer_name}还没有登记{letter.kind}的发文代字，请信用办负责人先登记")
    if last.year < year:
        _carry_on(last, letter, year, by)
    return own.select_for_update().get(year=year)


def _carry_on(last: LetterSeries, letter: Letter, year: int, by: Actor) -> None:
    """Open the register of a new year under last year's mark, unless somebody has just done so."""
    given = {"mark": last.mark, "body_name": letter.issuer_name}
    try:
        made, is_new = LetterSeries.objects.get_or_create(
            body_id=last.body_id, kind=last.kind, year=year, defaults=given
        )
    except IntegrityError as clash:
        raise Incomplete(f"{last.mark}在 {year} 年已由别的机关登记，请信用办负责人先登记新的代字") from clash
    if is_new:
        write_notable(made, "open_series", by=by, mark=made.mark, year=year, first_number=1)


def _require_director(by: Actor, act: str) -> None:
    if by.role != Role.DIRECTOR:
        raise NotAllowed(f"{act}由信用办负责人办理，您现在的岗位是{role_label(by.role)}")


def _require_places(text: str) -> None:
    try:
        Places(text).names()
    except ValueError as error:
        words = "模板里的 {{ 和 }} 须成对，中间写一个名称，例如 {{ 事实 }}"
        raise Incomplete(words, {"body": words}) from error


def _words(clash: IntegrityError) -> str:
    if "letter_mark_is_words" in str(clash):
        return "发文代字只写文字，不含空格、数字和〔〕"
    if "letter_series_once" in str(clash) or "letter_mark_once_a_year" in str(clash):
        return KEPT_ONCE
    raise clash
