"""What stands in public, column by column: one declaration for the API, its document, the open data and their dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.utils import timezone

from common.key_domains import KeyDomain
from disclosure.open.models import OpenCommendation, OpenDepartment, OpenJudgment, OpenRecord
from identifiers.credit_codes import SubjectKind
from organisations.vocabulary import DepartmentStatus, Level
from policy.vocabulary import Cause, ChallengeKind, Severity, SourceKind
from records.facts.commendations.vocabulary import HONOUR_LEVELS
from records.facts.judgments.vocabulary import Outcome

Row = OpenRecord | OpenJudgment | OpenCommendation | OpenDepartment
Choices = Iterable[tuple[str, object]]


class Kind(StrEnum):
    """What a cell holds; dates are days in Beijing."""

    TEXT = "text"
    CREDIT_CODE = "credit_code"
    ID = "id"
    URL = "url"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    LIST = "list"


@dataclass(frozen=True)
class Column:
    """One column: `name` is that of every file and answer, `source` the attribute of the row that fills it."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    source: str = ""
    meaning: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_filled: bool = False
    """Never empty; an empty text of any other column is a null."""

    def of(self, row: Row, site: str) -> object:
        """Return the cell of a row as JSON has it; addresses begin with `site`."""
        found = self._read(row)
        value = found() if callable(found) else found
        if value is None or value == "":
            return None
        match self.kind:
            case Kind.URL if self.is_filled:
                return f"{site}{value}"
            case Kind.MOMENT:
                return timezone.localtime(value).isoformat(timespec="seconds")
            case Kind.DAY | Kind.ID:
                return str(value)
        return value

    @cached_property
    def _read(self) -> attrgetter[Any]:
        return attrgetter(self.source or self.name)


@dataclass(frozen=True)
class Table:
    """One kind of thing in public: `name` is its place in addresses and files, `key` the column that tells rows apart."""

    name: str
    label: str
    about: str
    key: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """Return the column of a name, None where there is none."""
        return next((column for column in self.columns if column.name == name), None)


def coded(name: str, label: str, choices: Choices, *, is_filled: bool = False) -> tuple[Column, Column]:
    """Return the two columns of what is chosen from a list: its code, and the word for it."""
    known = tuple((str(key), str(word)) for key, word in choices)
    of_record = {"source": "source_kind"}.get(name, name)
    return (
        Column(name, f"{label}（代码）", choices=known, source=of_record, is_filled=is_filled),
        Column(f"{name}_label", label, source=f"get_{of_record}_display", is_filled=is_filled),
    )


OF_ANY = (
    Column("id", "公示编号", Kind.ID, "public_id", "随机编号，一经终止不再使用", is_filled=True),
    Column("url", "网址", Kind.URL, "get_absolute_url", "本站上的页面", is_filled=True),
    Column("title", "标题", is_filled=True),
    Column("facts", "内容", meaning="经公开审查的文字", is_filled=True),
)
WHEN = (
    Column("decided_on", "作出日期", Kind.DAY),
    Column("public_from", "公示起", Kind.DAY, "opens_on", is_filled=True),
    Column("public_until", "公示止", Kind.DAY, "closes_on", "不含当日：当日零时撤下", is_filled=True),
    Column("published_at", "公示时间", Kind.MOMENT, is_filled=True),
    Column("corrected_on", "更正日期", Kind.DAY),
    Column("correction", "更正类型", source="get_correction_kind_display"),
    Column("is_disputed", "异议处理中", Kind.FLAG, is_filled=True),
    Column(
        "challenges",
        "所依据文书的救济程序",
        Kind.LIST,
        choices=tuple((str(key), str(word)) for key, word in ChallengeKind.choices),
        is_filled=True,
    ),
)
THE_NOTE = (
    Column("note", "单位说明", meaning="被公示单位对这一条所作的说明，由该单位负责"),
    Column("note_on", "单位说明公开日期", Kind.DAY),
)

THE_LETTER = (
    Column("commitment", "信用承诺书", meaning="被公示单位申请信用修复时以单位名义作出的承诺"),
    Column("commitment_on", "信用承诺书公开日期", Kind.DAY),
)


def whose(code: str) -> tuple[Column, ...]:
    """Return whose fact it is, by its code of now and its name and place of then."""
    return (
        Column(
            "department_code", "部门统一社会信用代码", Kind.CREDIT_CODE, code, "现在的代码", is_filled=True
        ),
        Column("department_name", "部门", meaning="公示当时的名称", is_filled=True),
        Column("region_code", "行政区划代码", is_filled=True),
        Column("region", "行政区划", source="place", is_filled=True),
        Column("city_code", "设区市代码"),
    )


DOCUMENT = (
    Column("finding_body", "作出机关"),
    Column("document_number", "文书号"),
)
RECORDS = Table(
    "records",
    "失信记录",
    "正在公示的政务失信记录。",
    "id",
    (
        *OF_ANY,
        *whose("department_code"),
        *coded("source", "来源", SourceKind.choices, is_filled=True),
        *coded("cause", "失信事由", Cause.choices),
        *coded("domain", "重点领域", KeyDomain.choices, is_filled=True),
        *coded("severity", "严重程度", Severity.choices, is_filled=True),
        Column("severity_reason", "分级理由"),
        Column("legal_basis", "认定依据"),
        Column("document_title", "认定文书"),
        *DOCUMENT,
        Column("effective_on", "认定文书生效日期", Kind.DAY),
        Column("repair_from", "最早可申请修复", Kind.DAY),
        *WHEN,
        *THE_NOTE,
        *THE_LETTER,
    ),
)
JUDGMENTS = Table(
    "judgments",
    "败诉裁判",
    "正在公示的政府部门败诉裁判和法院公告的拒不执行。败诉本身不等于失信。",
    "id",
    (
        *OF_ANY,
        *whose("department.credit_code"),
        *coded("outcome", "类型", Outcome.choices, is_filled=True),
        *DOCUMENT,
        Column("effective_on", "生效日期", Kind.DAY),
        Column("announcement_number", "法院公告文号"),
        Column("announced_on", "法院公告日期", Kind.DAY),
        Column("document_url", "裁判文书链接", Kind.URL),
        *WHEN,
        *THE_NOTE,
    ),
)
COMMENDATIONS = Table(
    "commendations",
    "守信表彰",
    "正在公示的守信表彰，不抵销失信记录。",
    "id",
    (
        *OF_ANY,
        *whose("department.credit_code"),
        *coded("level", "级别", HONOUR_LEVELS, is_filled=True),
        *DOCUMENT,
        Column("valid_until", "有效期至", Kind.DAY),
        *WHEN,
    ),
)
DEPARTMENTS = Table(
    "departments",
    "部门",
    "政府部门的公开身份信息；撤并的也在内，指明由谁承接。",
    "credit_code",
    (
        Column("credit_code", "统一社会信用代码", Kind.CREDIT_CODE, is_filled=True),
        Column("url", "网址", Kind.URL, "get_absolute_url", "本站上的信用档案", is_filled=True),
        Column("name", "名称", is_filled=True),
        Column("short_name", "简称"),
        *coded("kind", "机构类别", SubjectKind.choices(), is_filled=True),
        *coded("level", "级别", Level.choices, is_filled=True),
        *coded("status", "状态", DepartmentStatus.choices, is_filled=True),
        Column("region_code", "行政区划代码", is_filled=True),
        Column("region", "行政区划", source="place", is_filled=True),
        Column("city_code", "设区市代码"),
        Column("former_names", "曾用名", Kind.LIST, is_filled=True),
        Column("superior_code", "主管部门代码", Kind.CREDIT_CODE),
        Column("superior_name", "主管部门"),
        Column("successor_code", "承继机构代码", Kind.CREDIT_CODE),
        Column("successor_name", "承继机构"),
        Column(
            "holder_code",
            "现承担机构代码",
            Kind.CREDIT_CODE,
            meaning="今天由谁承担这个部门的事项",
            is_filled=True,
        ),
    ),
)
TABLES = {table.name: table for table in (DEPARTMENTS, RECORDS, JUDGMENTS, COMMENDATIONS)}
