"""Corrections of facts from 已认定 on: proposed, faced, signed, reviewed, applied in one act.

docs/decisions/0006-corrections.md
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from common.causes import Cause
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Outbox
from common.trail import Actor
from policy.vocabulary import AGAIN, CorrectionKind
from postings.recusal import own_files
from records.corrections.models.corrections import CORRECTABLE_STATES, IN_HAND
from records.corrections.services.differences import differences, require_sound
from records.facts.models.kinds import FactKind
from records.facts.services.locking import locked
from records.facts.services.sums import RIGHT, require_plausible, said
from records.models import Correction, Fact
from records.publications.services.public_text import PublicText, require_no_suspects, written
from records.publications.services.publishing import revise_face
from records.publications.services.republishing import (
    close_the_rest,
    replace_publication,
    standing_publication,
)

_ADDED = re.compile(rf"(?:\n{AGAIN}：([^\n]*?)|；{RIGHT}：[^\n]*)+\Z")


class Proposal(TypedDict):
    """What is to be corrected: `changes` maps fields of the fact's CORRECTABLE to their new values.

    `again` is why it may be corrected into what repeats a withdrawn fact; it stands with the grounds.
    """

    kind: str
    changes: Mapping[str, Any]
    grounds: str
    document: NotRequired[str]
    again: NotRequired[str]
    sums_right: NotRequired[bool]


@transaction.atomic
def propose_correction(
    fact: FactKind, *, by: Actor, cause: Cause | None = None, **proposal: Unpack[Proposal]
) -> Correction:
    """Propose to change fields of a fact from 已认定 on; nothing changes before the review.

    政府信息公开条例 41
    """
    if fact.status not in CORRECTABLE_STATES:
        raise WrongState(f"现在是“{fact.get_status_display()}”：已认定和不纳入的记录才用更正，此前请退回修改")
    now = type(fact).objects.select_for_update().get(pk=fact.pk)
    if (now.status, now.content_version) != (fact.status, fact.content_version):
        raise StaleState("这条记录刚被他人改动，请刷新后再提出更正")
    require_none_in_hand(fact)
    correction = Correction(**_content(fact, proposal, by=by), proposed_by_id=by.user_id, fact=fact.parent)
    correction.enter(by=by, reason=correction.grounds, caused_by=cause)
    correction.refresh_from_db()
    return correction


def require_none_in_hand(fact: Fact | FactKind) -> None:
    """Refuse while a correction of this fact waits for a decision; WrongState says what to do."""
    if Correction.objects.filter(status__in=IN_HAND, fact=fact.pk).exists():
        raise WrongState("这条记录已有一件更正在办理，请等它办结，或由提出人撤回")


@transaction.atomic
def revise_correction(correction: Correction, *, by: Actor, **proposal: Unpack[Proposal]) -> Correction:
    """Put a returned proposal forward again; text and sheet prepared for the earlier one are void."""
    _require_own(correction, by)
    fact = locked(correction.fact)
    require_none_in_hand(fact)
    return correction.revise(by=by, **_content(fact, proposal, correction.as_published(), by=by))


def _content(fact: FactKind, proposal: Proposal, *asked: FactKind, by: Actor) -> dict[str, Any]:
    """Return what the proposal says; sums that look wrong are asked about unless `asked` says the same."""
    again, grounds = proposal.get("again", "").strip(), _required_grounds(proposal["grounds"])
    changes = differences(fact, proposal["changes"], *asked, by=by, again=again)
    corrected = fact.reading({name: new for name, (_, new) in changes.items()})
    checked = require_plausible(corrected, fact, *asked, said_right=proposal.get("sums_right", False))
    return {
        "kind": _known_kind(proposal["kind"]),
        "changes": changes,
        "grounds": said(f"{grounds}\n{AGAIN}：{again}" if again else grounds, checked),
        "document": proposal.get("document", "").strip(),
        "base_version": fact.content_version,
    }


def own_words(correction: Correction) -> dict[str, str]:
    """Return grounds and reason for repeating what was withdrawn as they were given, without what stands with them."""
    added = _ADDED.search(correction.grounds)
    return {"grounds": _ADDED.sub("", correction.grounds), "again": (added[1] or "") if added else ""}


def cancel_correction(correction: Correction, *, by: Actor, reason: str) -> Correction:
    """Take back one's own proposal（撤回）."""
    _require_own(correction, by)
    return correction.move("cancel", by=by, reason=reason)


def prepare_face(correction: Correction, *, by: Actor, **text: Unpack[PublicText]) -> Correction:
    """Prepare the text that will stand in public once the correction is applied."""
    return revise_face(correction, by=by, hidden_because="", prepared_by_id=by.user_id, **written(text))


def prepare_end(correction: Correction, *, by: Actor, because: str) -> Correction:
    """Prepare that the corrected record stands in public no longer, such as one found to be 轻微."""
    if not because.strip():
        raise Incomplete("请写明更正后不再公示的理由", {"hidden_because": "请写明理由"})
    texts = dict.fromkeys(["face_title", "face_facts", "face_document_title"], "")
    return correction.edit_face(
        by=by, hidden_because=because.strip(), clearances=[], prepared_by_id=by.user_id, **texts
    )


@transaction.atomic
def review_correction(
    correction: Correction, *, by: Actor, reason: str, today: date | None = None
) -> Correction:
    """Pass 复核: applied at once, or, while the fact stands in public, handed to the director（待施行）."""
    today = today or timezone.localdate()
    fact = _base_fact(correction)
    if by.user_id in {correction.proposed_by_id, fact.entered_by_id, fact.last_changed_by_id}:
        raise NotAllowed("提出更正、录入或修改过这条记录的人不能复核这件更正（四眼原则）")
    if standing_publication(fact, today):
        return correction.move("endorse", by=by, reason=reason, reviewed_by_id=by.user_id)
    correction.move(
        "approve", by=by, reason=reason, reviewed_by_id=by.user_id, applied_by_id=by.user_id, applied_on=today
    )
    _change(fact, correction, by=by)
    close_the_rest(fact, by=by, today=today)
    return correction


@transaction.atomic
def apply_correction(
    correction: Correction, *, by: Actor, reason: str, today: date | None = None
) -> Correction:
    """Apply an endorsed correction: record, end of the old publication and its successor in one act."""
    today = today or timezone.localdate()
    fact = _base_fact(correction)
    _require_third_person(correction, by)
    old = standing_publication(fact, today)
    if old is not None:
        _require_ready(correction, by)
    correction.move("apply", by=by, reason=reason, applied_by_id=by.user_id, applied_on=today)
    _change(fact, correction, by=by)
    if old is not None:
        replace_publication(old, correction, fact, by=by, today=today)
    close_the_rest(fact, by=by, today=today)
    return correction


def _change(fact: FactKind, correction: Correction, *, by: Actor) -> None:
    values = correction.values
    copy = fact.reading(values)
    require_sound(copy)
    fact.move(
        "correct",
        by=by,
        reason=f"{correction.get_kind_display()}：{correction.grounds}",
        content_version=fact.content_version + 1,
        last_changed_by_id=correction.proposed_by_id,
        reviewed_by_id=correction.reviewed_by_id,
        reviewed_version=fact.content_version + 1,
        **values,
        **copy.derived(),
    )
    fact.start_terms(by=by)
    Outbox.objects.create(
        topic=fact.CORRECTED_TOPIC,
        subject_id=fact.pk,
        payload={"kind": correction.kind, "on": str(correction.applied_on), "version": fact.content_version},
    )


def _base_fact(correction: Correction) -> FactKind:
    """Return the fact, locked; StaleState when it changed since the correction was proposed."""
    fact = locked(correction.fact)
    if fact.content_version != correction.base_version:
        raise StaleState(
            f"提出更正时是内容第 {correction.base_version} 版，现在是内容第 {fact.content_version} 版，"
            "请退回，由提出人按新版本重新提出"
        )
    if fact.status not in CORRECTABLE_STATES:
        raise WrongState(f"记录现在是“{fact.get_status_display()}”，不能再更正")
    hands = [correction.proposed_by_id, correction.reviewed_by_id]
    about = fact.parent.official_id
    if about and own_files(hands).filter(official=about).exists():
        raise WrongState("提出或复核这件更正的人后来被认定为当事人，应当回避；请退回，由另一人重新提出")
    return fact


def _require_third_person(correction: Correction, by: Actor) -> None:
    if by.user_id in {*correction.hands, correction.sheet_signed_by_id}:
        raise NotAllowed(
            "录入、提出、复核过这件更正，改过公示文本或签署公开审查的人不能施行它，请另一位负责人办理"
        )


def _require_ready(correction: Correction, by: Actor) -> None:
    """Refuse while nobody has said how the corrected fact reads, or ends, in public."""
    if not correction.is_faced:
        raise NotEligible("这条记录正在公示：请经办先拟定更正后的公示文本，或写明更正后不再公示的理由")
    if not correction.hidden_because:
        correction.require_clean_sheet()
        require_no_suspects(correction, by)


def _require_own(correction: Correction, by: Actor) -> None:
    if by.user_id != correction.proposed_by_id:
        raise NotAllowed("只有提出人可以修改或撤回这件更正")


def _required_grounds(grounds: str) -> str:
    if not grounds.strip():
        raise Incomplete("更正须写明理由", {"grounds": "请写明理由"})
    return grounds.strip()


def _known_kind(kind: str) -> str:
    if kind not in CorrectionKind.values:
        raise Incomplete("请选择更正类型", {"kind": "请选择更正类型"})
    return kind
