"""How the field history and the trail name the rows of records: by what they are about, never by a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.lists import lists
from common.roles import Role
from common.version_words import code_words
from records.file_parts import PARTS, label_of
from records.models import Official
from records.open_cases import case_kinds
from records.vocabulary import FilePart

SUBJECTS = {
    "publication": "records.publication",
    "record": "records.dishonestyrecord",
    "lostjudgment": "records.lostjudgment",
    "commendation": "records.commendation",
    "department": "records.reorganisation",
}
"""What the outbox tells about, by the first word of its topic."""
FACT = ("record_id", "judgment_id", "commendation_id")
TITLES: dict[str, tuple[str, ...]] = {
    "records.posting": ("user_id", "role", "unit_id", "region_id"),
    "records.handover": ("giver_id", "receiver_id"),
    "records.handedcase": ("kind", "label"),
    "records.responsibility": ("kind", "object_id"),
    "records.deputy": ("person_id", "posting_id"),
    "records.ownaccess": ("official_id",),
    "records.filerequest": ("official_id", "label"),
    "records.careerstep": ("official_id", "post"),
    "records.honour": ("official_id", "honour"),
    "records.learning": ("official_id", "title"),
    "records.clemencydecision": ("official_id", "matter"),
    "records.influenceperiod": ("official_id", "sanction"),
    "records.departmentcode": ("department_id", "code"),
    "records.departmentname": ("department_id", "name"),
    "records.reorganisation": ("department_id", "kind"),
    "records.reorganisedbody": ("department_id", "side"),
    "records.correction": (*FACT, "kind"),
    "records.publication": ("face_title",),
    "records.publicface": ("title",),
    "records.withdrawal": FACT,
    "records.ruleproposal": ("label",),
    "common.rulevalue": ("label",),
    "common.holiday": ("day", "name"),
    "common.outbox": ("topic", "subject_id"),
    "common.noticesetting": ("person",),
    "common.listsetting": ("person", "list_key"),
    "common.savedfilter": ("list_key", "name"),
}


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.titles |= TITLES
    code_words.beside["common.outbox"] = ("topic",)
    code_words.kinds |= {
        "outbox.subject_id": lambda row: SUBJECTS.get(str(row.get("topic", "")).partition(".")[0], ""),
        "responsibility.object_id": _handed,
        "filerequest.entry_id": _entry,
        "notice.recipient": _recipient,
        "comment.posting_id": _seat,
        "evidence.posting_id": _seat,
    }
    code_words.beside["records.responsibility"] = ("kind",)
    for column in ("handedcase.kind", "responsibility.kind"):
        code_words.columns[column] = lambda value, row: _case_kind(value)
    code_words.columns |= {
        "handover.kinds": lambda value, row: "、".join(_case_kind(kind) for kind in value),
        "filerequest.field": _field,
        "posting.role": lambda value, row: str(Role(value).label) if value in Role.values else str(value),
    }
    for column in ("listsetting", "savedfilter"):
        code_words.columns[f"{column}.list_key"] = lambda value, row: _list(value)
    code_words.columns["listsetting.columns"] = _columns


def _case_kind(key: str) -> str:
    return case_kinds[key].label if key in case_kinds else key


def _handed(row: Mapping[str, Any]) -> str:
    kind = case_kinds.get(row.get("kind", ""))
    return kind.model if kind else ""


def _entry(row: Mapping[str, Any]) -> str:
    part = PARTS.get(row.get("part", ""))
    return part.model._meta.label_lower if part else ""


def _recipient(row: Mapping[str, Any]) -> str:
    """Return whose notice it is: a posting's, or an official's before the own file."""
    own = row.get("topic") in {"file.invited", "file.answered"}
    return "records.ownaccess" if own else "records.posting"


def _seat(row: Mapping[str, Any]) -> str:
    return "records.posting" if row.get("posting_role") in Role.values else "records.ownaccess"


def _field(value: Any, row: Mapping[str, Any]) -> str:
    part = PARTS.get(row.get("part", ""))
    if part is not None and value in part.fields:
        return label_of(part.model, value)
    named = {"id_number": "身份证件号码", "missing": "遗漏的内容"}
    known = {f.name: str(f.verbose_name) for f in Official._meta.concrete_fields}
    return named.get(value) or (known.get(value, value) if row.get("part") == FilePart.IDENTITY else value)


def _list(key: str) -> str:
    return lists[key].label if key in lists else key


def _columns(value: Any, row: Mapping[str, Any]) -> str:
    spec = lists.get(row.get("list_key", ""))
    labels = {column.key: column.label for column in spec.columns} if spec else {}
    return "、".join(labels.get(key, key) for key in value)
