"""How the field history says the codes of records: keys of JSON values, topics, kinds of rules, postings."""

from __future__ import annotations

from common.notice_kinds import NoticeGroup
from common.version_words import code_words
from policy.vocabulary import EndGround, Impact, Secrecy, Severity
from records.facts.models.facts import kind_choices
from records.history_names import words

NOTICES = (
    NoticeGroup(
        "publications",
        "公示期限",
        {"publication.ending": "公示即将期满", "hold.ending": "暂停即将到拟定日期"},
        20,
    ),
)


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.keys |= {q.value: str(q.label) for q in Secrecy} | words["rule_keys"]
    code_words.keys |= {i.value: f"影响{i.label}" for i in Impact} | {s.value: str(s.label) for s in Severity}
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), **words["topics"]}
    code_words.choices["ground"] = {str(k): str(v) for k, v in EndGround.choices}
    code_words.choices["kind"] = dict(kind_choices())
