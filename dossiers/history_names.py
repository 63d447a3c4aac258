"""How the field history and the trail name the entries of civil servants' files and requests about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.notice_kinds import NoticeGroup
from common.version_words import code_words
from dossiers.file_parts import PARTS, label_of
from dossiers.services.own_files import NOTICES as OWN_NOTICES
from dossiers.vocabulary import FilePart
from organisations.models import Official

TITLES: dict[str, tuple[str, ...]] = {
    "dossiers.careerstep": ("official_id", "post"),
    "dossiers.honour": ("official_id", "honour"),
    "dossiers.learning": ("official_id", "title"),
    "dossiers.clemencydecision": ("official_id", "matter"),
    "dossiers.influenceperiod": ("official_id", "sanction"),
}
NOTICES = NoticeGroup(
    OWN_NOTICES,
    "公务员信用记录",
    {
        "file.invited": "邀请本人查阅档案",
        "file.asked": "本人申请更正",
        "file.answered": "更正申请已答复",
    },
    50,
)


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.titles |= TITLES
    code_words.kinds |= {"filerequest.entry_id": _entry, "notice.recipient": _recipient}
    code_words.columns["filerequest.field"] = _field


def _entry(row: Mapping[str, Any]) -> str:
    part = PARTS.get(row.get("part", ""))
    return part.model._meta.label_lower if part else ""


def _recipient(row: Mapping[str, Any]) -> str:
    """Return whose notice it is: a posting's, or an official's before the own file."""
    own = row.get("topic") in {"file.invited", "file.answered"}
    return "postings.ownaccess" if own else "postings.posting"


def _field(value: str, row: Mapping[str, Any]) -> str:
    part = PARTS.get(row.get("part", ""))
    if part is not None and value in part.fields:
        return label_of(part.model, value)
    named = {"id_number": "身份证件号码", "missing": "遗漏的内容"}
    known = {f.name: str(f.verbose_name) for f in Official._meta.concrete_fields}
    return named.get(value) or (known.get(value, value) if row.get("part") == FilePart.IDENTITY else value)
