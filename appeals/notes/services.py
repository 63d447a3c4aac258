"""A department's own words beside its record: written, examined, signed, let into public, taken out again.

Public pages follow in the same transaction（common.projections）.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from appeals.notes.deadlines import EXAMINE
from appeals.notes.models import DepartmentNote
from appeals.notes.rule_kinds import CLOCK, LENGTH
from appeals.notes.vocabulary import NoteKind, NoteStatus, ReturnGround
from appeals.repairs.models import Repair
from common import projections
from common.causes import Cause
from common.deadlines.services import Start, cancel, meet, start
from common.ends import Ended
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.once import once
from common.roles import Role
from common.rule_values import rule
from common.services import tell
from common.trail import Actor
from common.workflow import move_many
from policy.vocabulary import SHEET_CLEAN
from postings.models import Posting
from privacy.entered_text import entered
from records.facts.models.kinds import FactKind
from records.facts.services.locking import locked
from records.models import Publication
from records.publications.services.public_text import require_no_suspects
from records.publications.services.republishing import standing_publication

STEP, DUE = "note.step", "note.due"
NOT_OF_THIS_KIND = "单位说明只附在政府部门的失信记录、败诉和拒不执行裁判的信息旁边"
NOT_IN_PUBLIC = "这条记录没有在公示；公示期间才能附单位说明，公示终止时说明一并撤下"
WITH_ITS_REQUEST = "信用承诺书随修复申请公开；撤回修复申请的，承诺书一并撤下"
LONGEST_LETTER = 4000
"""Characters of a letter of commitment, as the request for repair takes them."""
OWN_HAND = "录入申请或者文字的人不能审核它（四眼原则），请另一位经办办理"
NOT_BY_YOU = "改过这份说明的文字、审核过它或者签署过公开审查的人不能公开它，请另一位负责人办理"


def most_characters(day: date) -> int:
    """Return how many characters a note may have on `day`."""
    return int(rule(LENGTH, "text", day).value)


def bar_to_note(fact: FactKind, today: date) -> str:
    """Return why no note can be submitted, "" where one can: the record stands in public and none is in review."""
    if not fact.TAKES_NOTE or fact.department_id is None:
        return NOT_OF_THIS_KIND
    if standing_publication(fact, today) is None:
        return NOT_IN_PUBLIC
    waiting = DepartmentNote.objects.of(fact.pk).of_kind(NoteKind.STATEMENT).in_review().first()
    if waiting is None:
        return ""
    return f"已有一份说明在办理（{waiting.number}，{waiting.get_status_display()}），办结或者撤回以后才能另交一份"


@transaction.atomic
def submit_note(fact: FactKind, *, by: Actor, text: str) -> DepartmentNote:
    """Put what the department says beside its record to review; what stands there meanwhile stays.

    Raises Incomplete (text, secrecy mark), NotEligible with the reason, NotAllowed (another department's).
    苏政发〔2023〕55号 二(五)
    """
    text, today = _whole(text), timezone.localdate()
    fact = locked(fact.parent)
    publication = standing_publication(fact, today)
    if (bar := bar_to_note(fact, today)) or publication is None:
        raise NotEligible(bar)
    note = DepartmentNote(fact=fact.parent, publication=publication, face_facts=text, entered_on=today)
    note.entered_by_id = note.face_changed_by_id = by.user_id
    with once("note_one_in_review", WrongState("这条记录已有一份说明在办理，请刷新")):
        note.enter(by=by)
    return _run(note, by)


def offer_letter(repair: Repair, *, by: Actor) -> DepartmentNote | None:
    """Put the letter of commitment of an accepted request to review; None where its record does not stand in public.

    Whoever accepts the request has examined the letter, unless the same person took the request down; four persons bring
    it into public as any note（rules.md 4.1）.
    """
    today = timezone.localdate()
    publication = standing_publication(repair.fact.of_kind, today)
    if publication is None:
        return None
    given = {"kind": NoteKind.COMMITMENT, "repair": repair, "face_facts": repair.commitment}
    letter = DepartmentNote(fact=repair.fact, publication=publication, entered_on=today, **given)
    letter.entered_by_id = letter.face_changed_by_id = repair.entered_by_id
    is_examined = by.user_id != repair.entered_by_id
    letter.examined_by_id = by.user_id if is_examined else None
    letter.enter(act="offer" if is_examined else "take_in", by=by, caused_by=Cause.of(repair, "accept"))
    return _run(letter, by)


@transaction.atomic
def resubmit(note: DepartmentNote, *, by: Actor, text: str) -> DepartmentNote:
    """Put a note that came back forward again; what was decided on personal data no longer in it falls away."""
    text = _whole(text, note.kind)
    note.move(
        "resubmit",
        by=by,
        face_facts=text,
        face_version=F("face_version") + 1,
        face_changed_by_id=by.user_id,
        entered_by_id=by.user_id,
        clearances=[one for one in note.clearances if one["text"] in text],
        ground="",
    )
    return _run(note, by)


def bar_examining(note: DepartmentNote, by: Actor) -> str:
    """Return why this person may not examine a text: it was taken down by the same hand."""
    return OWN_HAND if by.user_id == note.entered_by_id else ""


def accept(note: DepartmentNote, *, by: Actor, reason: str = "") -> DepartmentNote:
    """Find that the text may go to 公开审查; whether the record is right is no question here."""
    if words := bar_examining(note, by):
        raise NotAllowed(words)
    return note.move("accept", by=by, reason=reason, examined_by_id=by.user_id)


@transaction.atomic
def return_note(note: DepartmentNote, *, by: Actor, ground: str, reason: str) -> DepartmentNote:
    """Give it back to the department on a listed ground, saying how to change it."""
    if ground not in ReturnGround.values:
        raise Incomplete("请选择退回的情形", {"ground": "请选择"})
    note.move("return", by=by, reason=reason, ground=ground, due_on=None)
    meet(EXAMINE, [note.pk], on=timezone.localdate(), by=by)
    _tell(note, f"退回修改：{ReturnGround(ground).label}。{reason}")
    return note


@transaction.atomic
def sign(note: DepartmentNote, *, by: Actor, answers: Mapping[str, str], reason: str = "") -> DepartmentNote:
    """Sign the 公开审查 sheet: a clean one goes to the director, any other back to the officer（政府信息公开条例 14–16）."""
    note.sign_sheet(by=by, answers=dict(answers), reason=reason)
    act = "pass_on" if note.sheet == SHEET_CLEAN else "send_back"
    return note.move(act, by=by, caused_by=Cause.of(note, "sign"), reason=reason)


@transaction.atomic
def publish(note: DepartmentNote, *, by: Actor, reason: str = "") -> DepartmentNote:
    """Let it stand beside its record: sheet clean, no suspect left, by a fourth person; it takes the former's place.

    苏政发〔2023〕55号 二(三); 政府信息公开条例 14–16
    """
    today = timezone.localdate()
    fact = locked(note.fact)
    note.require_clean_sheet()
    if by.user_id in note.barred_from_publishing:
        raise NotAllowed(NOT_BY_YOU)
    require_no_suspects(note, by)
    if standing_publication(fact, today) != note.publication:
        raise NotEligible("所说明的公示已经期满，说明不再公开")
    same = DepartmentNote.objects.of_kind(note.kind).filter(publication=note.publication)
    former = same.standing().first()
    note.move("publish", by=by, reason=reason, published_by_id=by.user_id, published_on=today, due_on=None)
    if former is not None:
        because = f"由 {note.number} 替代"
        former.move("replace", by=by, caused_by=Cause.of(note, "publish"), reason=because)
    meet(EXAMINE, [note.pk], on=today, by=by)
    _tell(note, "已公开在记录旁边")
    projections.changed(facts=[fact.pk])
    return note


def decline(note: DepartmentNote, *, by: Actor, reason: str) -> DepartmentNote:
    """Decide that it does not go public, or no longer stands there（不予公开）; another may be submitted."""
    return _end(note, "decline", f"不予公开：{reason}", by=by, reason=reason)


def take_back(note: DepartmentNote, *, by: Actor, reason: str = "") -> DepartmentNote:
    """Take back what the department said, whether it stands in public or not; a letter of commitment goes with its request."""
    if note.kind == NoteKind.COMMITMENT:
        raise NotEligible(WITH_ITS_REQUEST)
    return _end(note, "withdraw", "已撤回", by=by, reason=reason)


@transaction.atomic
def lapse(notes: QuerySet[DepartmentNote], ended: Ended) -> None:
    """End what was said beside publications, or with requests for repair, in the act that ended these（rules.md 0.2c）."""
    keys = list(notes.values_list("pk", flat=True))
    if not keys:
        return
    rows = DepartmentNote.objects.filter(pk__in=keys)
    of_request = ended.model is not Publication
    because = f"所{'承诺的修复申请' if of_request else '说明的公示'}已{ended.way.label}：{ended.reason}"
    cause = ended.cause("repair_id" if of_request else "publication_id")
    move_many(rows, "lapse", by=ended.by, caused_by=cause, reason=because, due_on=None)
    cancel(EXAMINE, keys, reason=because, by=ended.by)
    gone = list(rows.filter(status=NoteStatus.LAPSED).select_related("fact__department"))
    for note in gone:
        _tell(note, f"随{'修复申请' if of_request else '公示'}终止，已撤下")
    projections.changed(facts={note.fact_id for note in gone})


@transaction.atomic
def _end(note: DepartmentNote, act: str, words: str, *, by: Actor, reason: str) -> DepartmentNote:
    note.move(act, by=by, reason=reason, due_on=None)
    cancel(EXAMINE, [note.pk], reason=words, by=by)
    _tell(note, words)
    projections.changed(facts=[note.fact_id])
    return note


def _whole(text: str, kind: str = NoteKind.STATEMENT) -> str:
    """Return the text as it may be kept; Incomplete where it says nothing or too much."""
    text, label = entered(text).strip(), NoteKind(kind).label.removeprefix("单位")
    most = most_characters(timezone.localdate()) if kind == NoteKind.STATEMENT else LONGEST_LETTER
    if not text or len(text) > most:
        words = f"{label}最多 {most} 字，现在 {len(text)} 字" if text else f"请填写{label}"
        raise Incomplete(words, {"text": words})
    return text


def _run(note: DepartmentNote, by: Actor) -> DepartmentNote:
    """Start the clock with what came in today."""
    today = timezone.localdate()
    start(EXAMINE, note, Start(today, f"{today} 提交", rule(CLOCK, "examine", today)), by=by)
    note.refresh_from_db()
    return note


def _tell(note: DepartmentNote, words: str) -> None:
    """Tell those who act for the department, and for whoever took it over."""
    own = Q(unit=note.fact.department_id) | Q(unit__predecessors=note.fact.department_id)
    held = Posting.objects.in_force(timezone.localdate()).filter(own, role=Role.REPRESENTATIVE)
    text = f"{note.get_kind_display()} {note.number} {words}"
    tell(held.values_list("pk", flat=True), topic=STEP, about=note, text=text)
