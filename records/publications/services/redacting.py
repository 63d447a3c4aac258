"""What the officer does with personal data that a public text holds: remove it, or keep it with a reason."""

from __future__ import annotations

from common.errors import Incomplete
from common.trail import Actor
from postings.models import Posting
from records.facts.models.kinds import FactKind
from records.models import RedactedText
from records.publications.redaction import redact_all
from records.publications.services.public_text import FACE_FIELDS, FACT_FIELDS, REMEDY, personal_data
from records.publications.services.publishing import revise_face


def first_face(fact: FactKind, by: Actor | None = None) -> dict[str, str]:
    """Return the public text to start from: that of the file without the personal data that `by` is shown."""
    texts = {
        "title": fact.heading_text(),
        "facts": fact.first_text(),
        "document_title": fact.document_name(),
    }
    found = personal_data(texts, by)
    clean = {name: redact_all(text, found[name]) for name, text in texts.items()}
    return {**clean, "title": fact.as_title(clean["title"])}


def remove_suspect(publication: RedactedText, *, by: Posting, field: str, text: str) -> RedactedText:
    """Take one suspect out of the public text."""
    if field in FACT_FIELDS:
        raise Incomplete(f"{FACT_FIELDS[field]}不能在公示文本里删改：{REMEDY}", {field: REMEDY})
    if field not in FACE_FIELDS or not text or text not in getattr(publication, field):
        raise Incomplete("公示文本里没有这处内容，可能刚被修改，请刷新")
    value = getattr(publication, field)
    found = [suspect for suspect in personal_data({field: value})[field] if suspect.text == text]
    left = redact_all(value, found) if found else value.replace(text, "")
    if not left and field != "face_document_title":
        raise Incomplete(f"删除后{FACE_FIELDS[field]}就空了，请改写这段文字", {field: "请改写这段文字"})
    return revise_face(publication, by=by, **{field: left})
