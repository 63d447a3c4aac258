"""Everything of a fact that the public would read, and the personal data found in it（rules.md 0.2b）."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from common.errors import Incomplete
from common.roles import AUDITORS, SECRECY_REVIEWERS
from common.trail import Actor
from organisations.roster import officials_named_in
from privacy import scan
from privacy.suspects import Suspect
from records.models import RedactedText
from records.publications.models.redacted_texts import FACE_FIELDS, FACT_FIELDS

READ_FIELDS = FACE_FIELDS | FACT_FIELDS
ROSTER_READERS = SECRECY_REVIEWERS | AUDITORS
"""Who is shown at 公开审查 what only the roster of officials knows; whoever writes the text sees a name by its shape alone."""
REMEDY = "这是记录本身的内容，请更正或退回记录"
COLUMNS = {"title": "face_title", "facts": "face_facts", "document_title": "face_document_title"}


class PublicText(TypedDict):
    """What an officer writes for the public about a fact."""

    title: str
    facts: str
    document_title: NotRequired[str]
    minor_reason: NotRequired[str]
    third_party_opinion: NotRequired[str]


def written(text: PublicText) -> dict[str, str]:
    """Return it by column of a publication or correction; Incomplete without title or facts."""
    if not text["title"].strip() or not text["facts"].strip():
        raise Incomplete("请填写公示标题和公示事实", {"face_title": "请填写", "face_facts": "请填写"})
    return {COLUMNS.get(name, name): str(text.get(name, "")).strip() for name in PublicText.__annotations__}


def personal_data(texts: Mapping[str, str], by: Actor | None = None) -> dict[str, list[Suspect]]:
    """Return by field the personal data of texts as `by` is shown it: by shape alone but to ROSTER_READERS."""
    names = officials_named_in(*texts.values()) if by and by.role in ROSTER_READERS else frozenset()
    return {field: scan(text, names=names) for field, text in texts.items()}


def face_suspects(publication: RedactedText, by: Actor) -> dict[str, list[Suspect]]:
    """Return, by field, what `by` is shown of it（see `personal_data`）."""
    return publication.not_weighed(personal_data(publication.read_texts(), by))


def require_no_suspects(publication: RedactedText, by: Actor) -> None:
    """Refuse a text that still holds personal data nobody has let stand（rules.md 0.2b）."""
    if not publication.all_suspects():
        return
    found = face_suspects(publication, by)
    fields = {field: "、".join(f"{f.label}“{f.masked}”" for f in several) for field, several in found.items()}
    own = [field for field in found if field in FACT_FIELDS]
    fields |= {field: f"{fields[field]}：{REMEDY}" for field in own}
    message = "公示文本里还有个人信息，请删除，或逐处写明保留理由"
    if own:
        labels = "、".join(FACT_FIELDS[field] for field in own)
        message = f"{labels}里有个人信息，不能原样公示：{REMEDY}，或逐处写明保留理由"
    elif not found:
        message = "公示文本里还有须由保密审查员核处的个人信息，请其核处后重新签署"
    raise Incomplete(message, fields)
