"""The public text beside the file's own: what is found in each, and when the public would see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from common.cases.story import Step
from common.errors import Incomplete, NotEligible
from common.roles import OFFICERS, SECRECY_REVIEWERS
from common.rule_values import doubt
from common.trail import Actor
from contents.highlight import Piece, pieces
from policy.vocabulary import Secrecy
from policy.windows import Window
from privacy.redaction import STRIKE
from privacy.suspects import Suspect
from records import services
from records.facts.models.kinds import FactKind
from records.models import Publication, RedactedText
from records.publications.services.public_text import FACE_FIELDS, READ_FIELDS, ROSTER_READERS

WEIGHERS = ROSTER_READERS | OFFICERS
"""Who is shown what was decided on a name: a kept one may tell who is on the roster（decision 0030）."""


@dataclass(frozen=True)
class Look:
    """A field of the public text with what was found in it and nobody has decided on."""

    field: str
    label: str
    suspects: Sequence[Suspect]
    pieces: Sequence[Piece]


def looked_at(text: RedactedText, by: Actor) -> dict[str, Any]:
    """Return the public text with its suspects as `by` is shown them, what was decided, and what `by` may decide."""
    found = {
        name: [one for one in several if not text.is_struck(name, one.text)]
        for name, several in services.face_suspects(text, by).items()
    }
    looks = [
        Look(name, READ_FIELDS[name], found.get(name, []), pieces(written, found.get(name, [])))
        for name, written in text.read_texts().items()
        if found.get(name) or (name in FACE_FIELDS and written)
    ]
    may_remove = text.may("edit_face", by)
    struck = [one for one in text.clearances if one["what"] == STRIKE]
    # The trail keeps what the sheet says for ever and many read it: what is to go is named by place and masked.
    said = [f"{READ_FIELDS[one['field']]}里的“{one['text'][:1]}**”须删除：{one['reason']}" for one in struck]
    return {
        "looks": looks,
        "weighed": text.clearances if by.role in WEIGHERS else [],
        "found": sum(len(look.suspects) for look in looks) + len(struck),
        "may_weigh": text.may("weigh", by) and (may_remove or by.user_id not in text.hands),
        "may_remove": may_remove,
        "asks_roster": by.role in ROSTER_READERS,
        "said_before": "；".join(said),
    }


def treat_suspect(text: RedactedText, asked: Mapping[str, str], by: Actor) -> str:
    """Keep one suspect with a reason, or remove it, as the page asks; the secrecy reviewer has it removed. Say what was done."""
    given = {name: asked.get(name, "") for name in ("field", "text")}
    reason = asked.get("reason", "")[:300]
    if asked.get("what") == "keep":
        services.keep_suspect(text, by=by, reason=reason, **given)
        return "已保留，理由记入核处记录"
    if by.role in SECRECY_REVIEWERS:
        services.strike_suspect(text, by=by, reason=reason, **given)
        return "已要求删除；逐项签署、个人隐私选“有”后转经办修改"
    services.remove_suspect(text, by=by, **given)
    return "已从公示文本中删除"


def file_texts(fact: FactKind, by: Actor) -> list[tuple[str, list[Piece]]]:
    """Return the file's own texts, personal data marked as `by` is shown it at 公开审查."""
    texts = {fact.label_of(name): text for name in fact.TOLD if (text := getattr(fact, name))}
    found = services.personal_data(texts, by)
    return [(label, pieces(text, found[label])) for label, text in texts.items()]


def signed_sheet(signed: RedactedText, trail: Sequence[Step]) -> dict[str, object]:
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
