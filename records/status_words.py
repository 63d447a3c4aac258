"""The one word that people see for where a fact stands（公示中, 待告知…）, with the shape of its mark."""

from __future__ import annotations

from dataclasses import dataclass

from records.vocabulary import EndGround, PublicationStatus, RecordStatus, ShownStatus

PLAIN, PUBLIC, AMBER, MENDED = "plain", "public", "objection", "mended"

_RECORD_WORDS = {
    RecordStatus.RETURNED: (AMBER, "被退回"),
    RecordStatus.STATEMENT: (PLAIN, "陈述申辩中"),
    RecordStatus.NOT_INCLUDED: (MENDED, "不纳入"),
}


@dataclass(frozen=True)
class StatusWord:
    """`shape` is the class of `.mark` in the theme: a state is always a shape and a word."""

    word: str
    shape: str = PLAIN


def shown_status(status: str, *, is_held: bool) -> str:
    """Return what people see of a publication's status: 暂停 where it would stand and a hold is open."""
    return ShownStatus.SUSPENDED if status == PublicationStatus.PUBLIC and is_held else ShownStatus(status)


def of_publication(
    status: str, ground: str = "", *, is_signed: bool = False, is_clean: bool = True
) -> StatusWord:
    """Return the word for a publication by its shown status; a pending one waits for the sheet, for mending, or for the director."""
    if status == PublicationStatus.PUBLIC:
        return StatusWord("公示中", PUBLIC)
    if status == ShownStatus.SUSPENDED:
        return StatusWord("暂停公示", AMBER)
    if status == PublicationStatus.ENDED:
        shape = MENDED if ground == EndGround.REPAIRED else PLAIN
        return StatusWord(
            "不予公开" if ground == EndGround.DECLINED else f"已终止·{EndGround(ground).label}", shape
        )
    if not is_signed:
        return StatusWord("待审查签署")
    return StatusWord("待公示") if is_clean else StatusWord("审查有问题", AMBER)


def of_record(
    status: str, *, publishable: bool, publication: str | None, ground: str | None = ""
) -> StatusWord:
    """Return the word for a record: from 已认定 on it is that of its newest publication."""
    if status != RecordStatus.CONFIRMED:
        shape, word = _RECORD_WORDS.get(RecordStatus(status), (PLAIN, RecordStatus(status).label))
        return StatusWord(word, shape)
    if publication == PublicationStatus.PENDING:
        return StatusWord("公示审查中")
    if publication:
        return of_publication(publication, ground or "")
    return StatusWord("已认定·待送审") if publishable else StatusWord("已认定·不公开")
