"""The talk beside a case（沟通）: a word that stays, and a notice to the other side.

Line of the house's table of verbs: clerk, reviewer, secrecy, officer, director, finding body ● in scope;
the representative speaks through 陈述申辩, and does not read what the offices say among themselves;
the auditor reads.
"""

from __future__ import annotations

from django.db import transaction

from common.case_files import case_files
from common.errors import Incomplete
from common.models import Comment
from common.services.notices import tell
from common.trail import Actor, write_notable
from common.workflow import Workflow

TOPIC = "talk"
MOST = 2000


def say(obj: Workflow, *, text: str, by: Actor) -> Comment:
    """Add a word to the talk beside `obj` and tell the other side of it; the notice carries none of the text."""
    text = text.strip()
    _require_text(text)
    obj.refuse_texts({"text": text})
    case = case_files.of(obj)
    with transaction.atomic():
        obj = case.locked(obj, by)
        case.require_say(obj, by)
        who = by.snapshot()
        comment = Comment.objects.create(
            object_type=case.model,
            object_id=obj.pk,
            text=text,
            author=who["actor"],
            author_name=who["actor_name"],
            posting_id=who["posting_id"],
            posting_role=who["posting_role"],
            posting_unit=who["posting_unit"],
        )
        write_notable(comment, "say", by=by, object=obj.pk)
        told = set(case.others(obj, by)) - {by.pk}
        tell(
            told, topic=TOPIC, about=obj, text=f"{who['actor_name']}在 {case.name(obj)} 的沟通里留言，请查看"
        )
    return comment


def _require_text(text: str) -> None:
    if not text:
        raise Incomplete("请写下要说的话", {"text": "请写下要说的话"})
    if len(text) > MOST:
        raise Incomplete(f"最多 {MOST} 字", {"text": f"最多 {MOST} 字，现在 {len(text)} 字"})
