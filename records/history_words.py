"""How the field history says the codes of records: keys of JSON values, topics, kinds of rules, postings."""

from __future__ import annotations

from common.notice_kinds import NoticeGroup
from common.version_words import code_words
from records.facts.models.facts import kind_choices
from records.vocabulary import EndGround, Impact, Secrecy, Severity

TOPICS = {
    "publication.opened": "公示开始",
    "publication.ended": "公示终止",
    "publication.suspended": "公示暂停",
    "publication.resumed": "公示恢复",
    "record.withdrawn": "失信记录撤销",
    "record.excluded": "失信记录不纳入",
    "record.corrected": "失信记录更正",
}
"""What messages to others are about."""
NOTICES = (
    NoticeGroup(
        "publications",
        "公示期限",
        {"publication.ending": "公示即将期满", "hold.ending": "暂停即将到拟定日期"},
        20,
    ),
)
RULE_KEYS = {
    "min_months": "最短（月）",
    "max_months": "最长（月）",
    "bounds": "金额界限（元）",
    "matrix": "分级表",
    "day": "日期",
    "works": "上班",
    "name": "名称",
    "kind": "类型",
    "ground": "事由",
    "document": "文书",
    "offered": "可以选用",
    "told": "告知本人",
}


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.keys |= {q.value: str(q.label) for q in Secrecy} | RULE_KEYS
    code_words.keys |= {i.value: f"影响{i.label}" for i in Impact} | {s.value: str(s.label) for s in Severity}
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), **TOPICS}
    code_words.choices["ground"] = {str(k): str(v) for k, v in EndGround.choices}
    code_words.choices["kind"] = dict(kind_choices())
