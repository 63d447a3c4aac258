"""What is done with personal data in a public text: the officer removes or keeps it, the secrecy reviewer keeps it or sends it back.

docs/decisions/0030-who-weighs-personal-data.md
"""

from __future__ import annotations

from common.errors import Incomplete, NotAllowed
from common.roles import SECRECY_REVIEWERS
from common.trail import Actor
from privacy.redaction import KEEP, REPLACEMENT, STRIKE, redact
from records.facts.models.kinds import FactKind
from records.models import RedactedText
from records.publications.models.redacted_texts import FACE_FIELDS, FACT_FIELDS
from records.publications.services.public_text import REMEDY, personal_data
from records.publications.services.publishing import revise_face

GONE = "公示文本里没有这处内容，可能刚被修改，请刷新"


def first_face(fact: FactKind) -> dict[str, str]:
    """Return the public text to start from: that of the file without what is personal data by its shape."""
    texts = {"title": fact.heading_text(), "facts": fact.first_text(), "document_title": fact.document_name()}
    found = personal_data(texts)
    clean = {name: redact(text, found[name]) for name, text in texts.items()}
    return {**clean, "title": fact.as_title(clean["title"])}


def remove_suspect(publication: RedactedText, *, by: Actor, field: str, text: str) -> RedactedText:
    """Take one suspect out of the public text."""
    if field in FACT_FIELDS:
        raise Incomplete(f"{FACT_FIELDS[field]}不能在公示文本里删改：{REMEDY}", {field: REMEDY})
    if field not in FACE_FIELDS or not text or text not in getattr(publication, field):
        raise Incomplete(GONE)
    value = getattr(publication, field)
    found = [suspect for suspect in personal_data({field: value}, by)[field] if suspect.text == text]
    left = redact(value, found).replace(text, REPLACEMENT)
    return revise_face(publication, by=by, **{field: left})


def keep_suspect(publication: RedactedText, *, by: Actor, field: str, text: str, reason: str) -> RedactedText:
    """Let a suspect stand in public for a stated reason, such as a company's switchboard."""
    if publication.is_struck(field, text) and by.role not in SECRECY_REVIEWERS:
        raise NotAllowed("保密审查员要求删除这一处，请删除；有不同意见的，请保密审查员改为保留")
    return _weigh(publication, by=by, field=field, text=text, reason=reason, what=KEEP)


def strike_suspect(
    publication: RedactedText, *, by: Actor, field: str, text: str, reason: str
) -> RedactedText:
    """Mark a suspect that the officer is to take out: whoever signs the sheet does not write the text."""
    if by.role not in SECRECY_REVIEWERS:
        raise NotAllowed("由保密审查员要求删除；经办请直接删除")
    return _weigh(publication, by=by, field=field, text=text, reason=reason, what=STRIKE)


def _weigh(
    publication: RedactedText, *, by: Actor, field: str, text: str, reason: str, what: str
) -> RedactedText:
    if not reason.strip():
        raise Incomplete("保留或要求删除这处信息须写明理由", {"reason": "请写明理由"})
    shown = personal_data({field: publication.read_texts().get(field, "")}, by)[field]
    if text not in {suspect.text for suspect in shown}:
        raise Incomplete(GONE)
    entry = {"field": field, "text": text, "what": what, "reason": reason.strip(), "by": str(by.user_id)}
    return publication.weigh(by=by, entry=entry)
