"""The acts on letters, each in one transaction with its trail row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed
from common.models import Evidence, Holiday
from common.once import once
from common.secrecy import refuse_marks
from common.trail import Actor
from days.calendar import Period, add_period
from letters import wording
from letters.models import Letter, LetterService, LetterTemplate
from letters.typesetting import typeset
from letters.word import write_word

from .register import Issuer, next_series

Manner = LetterService.Manner


@dataclass(frozen=True)
class Delivery:
    """How a letter came to whom it is for, and what proves it: a file beside the same matter, or words.

    `on` is the day of receipt; for a public notice（公告送达）the day of the notice, whose `period` then runs.
    """

    manner: Manner
    recipient: str
    on: date
    proof: str = ""
    evidence: Evidence | None = None
    period: Period | None = None


def draft(
    obj: models.Model, key: str, *, issuer: Issuer, addressee: str, values: Mapping[str, str], by: Actor
) -> Letter:
    """Write a letter that serves `obj` by the version of template `key` now in force, its places filled by `values`.

    Raises NotAllowed (role, scope, recusal), Incomplete (no template, places without value, secrecy mark).
    """
    template = _in_force(key)
    _require_values(template, values)
    letter = Letter(
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        template=template,
        kind=template.kind,
        issuer_id=issuer.id,
        issuer_name=issuer.name,
        title="".join(wording.paragraphs(wording.fill(template.title, values))),
        addressee=_said(addressee, "addressee", "请写明主送机关或受送达人"),
        body="\n".join(wording.paragraphs(wording.fill(template.body, values))),
    )
    _require_fitting(letter, but=("template", "status"))
    return letter.enter(by=by)


def issue(letter: Letter, *, by: Actor) -> Letter:
    """Give the letter the next number of its register, today's date and its PDF, all in one transaction.

    Others who issue under the same mark wait; an issue that fails takes no number. Raises Incomplete (no register,
    a character that the fonts lack), NotAllowed, WrongState, StaleState. 党政机关公文处理工作条例 25
    """
    today = timezone.localdate()
    with transaction.atomic():
        series = next_series(letter, today.year, by)
        number = series.last_number + 1
        document_number = wording.document_number(series.mark, series.year, number)
        made = typeset(face(letter, document_number, today))
        return letter.move(
            "issue",
            by=by,
            series=series,
            number=number,
            document_number=document_number,
            issued_on=today,
            pdf=made,
            pdf_sha256=hashlib.sha256(made).hexdigest(),
        )


def serve(letter: Letter, delivery: Delivery, *, by: Actor) -> LetterService:
    """Record that the letter was served; a further service, or the right one after a mistake, is recorded beside it.

    Clocks that run from service take the day of the row returned. Raises Incomplete (no proof, a day that cannot be),
    NotAllowed, WrongState. 民事诉讼法 87–95; rules.md 0.2o
    """
    service = _described(letter, delivery, by)
    again = letter.status == Letter.Status.SERVED
    with once("letter_service_once", Incomplete("这次送达已经登记过", {"recipient": "这次送达已经登记过"})):
        _require_day(letter, service)
        letter.move("serve_again" if again else "serve", by=by, reason=str(service))
        service.save(force_insert=True)
    return service


def discard(letter: Letter, *, by: Actor, reason: str) -> Letter:
    """Give a draft up; it never had a number."""
    return letter.move("discard", by=by, reason=reason, void_reason=reason.strip())


def void(letter: Letter, *, by: Actor, reason: str) -> Letter:
    """Void a letter that went out; its number stays with it and is given to no other.

    What follows from its service is the matter of the procedure that it serves.
    """
    return letter.move("void", by=by, reason=reason, void_reason=reason.strip())


def pdf(letter: Letter) -> bytes:
    """Return the PDF that went out, byte by byte; of a draft one that says it is a draft."""
    if letter.number is None:
        return typeset(face(letter))
    return bytes(Letter.objects.values_list("pdf", flat=True).get(pk=letter.pk))


def docx(letter: Letter) -> bytes:
    """Return the letter as a Word file with the same words as its PDF; the PDF is what counts."""
    return write_word(face(letter, letter.document_number, letter.issued_on))


def face(letter: Letter, document_number: str = "", day: date | None = None) -> wording.Face:
    """Return what a reader sees of the letter; without number and day it is a draft's face."""
    return wording.Face(
        issuer=letter.issuer_name,
        document_number=document_number or wording.UNNUMBERED,
        title=letter.title,
        addressee=letter.addressee,
        paragraphs=wording.paragraphs(letter.body),
        date=wording.date_words(day) if day else wording.UNDATED,
    )


def _in_force(key: str) -> LetterTemplate:
    template = LetterTemplate.objects.in_force(key, timezone.localdate())
    if template is None:
        raise Incomplete(f"文书模板“{key}”今天没有启用的版本，请信用办负责人先发布")
    return template


def _require_values(template: LetterTemplate, values: Mapping[str, str]) -> None:
    missing = wording.missing(template.title + template.body, values)
    if missing:
        raise Incomplete(f"文书还缺：{'、'.join(missing)}", {name: f"请填写{name}" for name in missing})


def _said(text: str, field: str, words: str) -> str:
    said = "".join(wording.paragraphs(text))
    if not said:
        raise Incomplete(words, {field: words})
    return said


def _require_fitting(row: models.Model, *, but: Sequence[str]) -> None:
    """Refuse what its columns cannot hold, `but` for those that the act itself fills."""
    try:
        row.clean_fields(exclude=but)
    except ValidationError as error:
        words = {name: "；".join(messages) for name, messages in error.message_dict.items()}
        named = "；".join(f"{row._meta.get_field(name).verbose_name}：{said}" for name, said in words.items())  # type: ignore[union-attr]
        raise Incomplete(named, words) from error


def _described(letter: Letter, delivery: Delivery, by: Actor) -> LetterService:
    """Return the row of a service, its day reckoned; the database checks the whole of it once more."""
    recipient = _said(delivery.recipient, "recipient", "请写明受送达人")
    proof = delivery.proof.strip()
    if delivery.evidence is None:
        proof = _said(proof, "proof", "请上传送达证明，或写明凭什么证明已经送达")
    refuse_marks({"recipient": recipient, "proof": proof})
    service = LetterService(
        letter=letter,
        manner=delivery.manner,
        recipient=recipient,
        served_on=delivery.on,
        evidence=delivery.evidence,
        proof=proof,
        recorded_by=by.snapshot()["actor"],
    )
    if delivery.manner == Manner.NOTICE:
        _reckon_notice(service, delivery)
    _require_fitting(service, but=("letter", "evidence"))
    return service


def _reckon_notice(service: LetterService, delivery: Delivery) -> None:
    """Let the notice's period run from its day: the letter counts as served on its last day. 民事诉讼法 95"""
    if delivery.period is None or delivery.period.amount == 0:
        raise Incomplete("公告送达须写明公告期", {"period": "公告送达须写明公告期"})
    service.noticed_on = delivery.on
    service.notice_amount, service.notice_unit = delivery.period.amount, delivery.period.unit
    service.served_on = add_period(delivery.on, delivery.period, holidays=Holiday.objects.as_calendar())


def _require_day(letter: Letter, service: LetterService) -> None:
    began = service.noticed_on or service.served_on
    if letter.issued_on and began < letter.issued_on:
        words = f"送达不能早于发文日期 {letter.issued_on}"
    elif service.served_on > timezone.localdate():
        notice = f"公告期到 {service.served_on} 届满，届满后再登记送达"
        words = notice if service.noticed_on else "送达日期还没有到"
    else:
        return _require_beside(letter, service.evidence)
    raise Incomplete(words, {"on": words})


def _require_beside(letter: Letter, evidence: Evidence | None) -> None:
    if evidence is None:
        return
    if (evidence.object_type, evidence.object_id) != (letter.object_type, letter.object_id):
        raise NotAllowed("送达证明须是这件事下的证据")
    if evidence.withdrawn_at is not None:
        raise Incomplete("这份证据已经撤回，不能作送达证明", {"evidence": "这份证据已经撤回"})
