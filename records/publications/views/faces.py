"""The public text beside the file's own: what is found in each, and when the public would see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from common.cases.story import Step
from common.errors import Incomplete, NotEligible
from common.highlight import Piece, pieces
from common.rule_values import doubt
from common.trail import Actor
from postings.requests import OfficeRequest
from privacy.suspects import Suspect
from records import services
from records.facts.models.kinds import FactKind
from records.models import Correction, Publication, RedactedText
from records.publications.services.public_text import FACE_FIELDS, READ_FIELDS, read_texts
from records.publications.windows import Window
from records.vocabulary import PublicationStatus, Secrecy


@dataclass(frozen=True)
class Look:
    """A field of the public text with what was found in it and is not cleared."""

    field: str
    label: str
    suspects: Sequence[Suspect]
    pieces: Sequence[Piece]


def looked_at(act: Publication, by: Actor) -> dict[str, Any]:
    """Return the public text with its suspects, while something can still be done about them."""
    if act.status != PublicationStatus.PENDING:
        return {"looks": [], "found": 0}
    left = services.face_suspects(act, by)
    looks = [
        Look(name, READ_FIELDS[name], left.get(name, []), pieces(text, left.get(name, [])))
        for name, text in read_texts(act).items()
        if name in left or (name in FACE_FIELDS and text)
    ]
    return {"looks": looks, "found": sum(len(look.suspects) for look in looks)}


def treat_suspect(request: OfficeRequest, text: RedactedText) -> bool:
    """Keep one suspect with a reason, or remove it, as the page asks; say whether it is kept."""
    given = {name: request.POST.get(name, "") for name in ("field", "text")}
    is_kept = request.POST.get("what") == "keep"
    if is_kept:
        reason = request.POST.get("reason", "")[:300]
        services.clear_suspect(text, by=request.posting, reason=reason, **given)
    else:
        services.remove_suspect(text, by=request.posting, **given)
    return is_kept


def file_texts(fact: FactKind, by: Actor) -> list[tuple[str, list[Piece]]]:
    """Return the file's own texts, personal data marked as `by` is shown it at 公开审查."""
    texts = {fact.label_of(name): text for name in fact.TOLD if (text := getattr(fact, name))}
    found = services.personal_data(texts, by)
    return [(label, pieces(text, found[label])) for label, text in texts.items()]


def signed_sheet(signed: Publication | Correction, trail: Sequence[Step]) -> dict[str, object]:
    """Return the answers of the 公开审查 sheet and what its last signer wrote beside them."""
    signing = type(signed).TRANSITIONS["sign"].label
    return {
        "sheet": [(Secrecy(key).label, signed.sheet.get(key, "")) for key in Secrecy.values],
        "opinion": next((step.reason for step in trail if step.what == signing), ""),
    }


def window_sentence(fact: FactKind, act: Publication) -> str:
    """Say when the public would see it, were it published today, or why it cannot be."""
    today = timezone.localdate()
    try:
        window: Window = services.window_of(fact, act, today)
    except (NotEligible, Incomplete) as refusal:
        return refusal.message
    repair = f"；{window.repair_from} 起可以申请修复" if fact.IS_REPAIRABLE else ""
    unsure = doubt("publicity", fact.grade, today)
    return (
        f"今天公示的话，自 {window.opens} 起，{window.closes} 零时自动撤下；"
        f"从 {window.anchor} 起算，规则第 {window.rule_version} 版{unsure}{repair}。"
    )
