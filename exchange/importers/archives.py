"""What a file is by its content, and the guards that need no parsing: the zip directory first, bombs refused.

Pure, for the parsing child. Every refusal is a sentence with its remedy.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.etree import ElementTree

from contents.office_packages import carried_fault
from exchange.importers.package_parts import SMALL, local_attribute, local_name, small_xml

MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 60
MOST_ENTRIES = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """A file that cannot be read; the message is shown to who sent it, `header` is what was understood of it."""

    header: Mapping[str, Any] = {}


class SecretFile(Refused):
    """The file as a whole carries a secrecy mark: it may not be kept at all."""


@dataclass
class Book:
    """What the directory of a workbook tells before any sheet is parsed."""

    counts_from_1904: bool = False
    sheet_parts: dict[str, str] = field(default_factory=dict)
    styles_part: str = ""


def require_kind(source: BinaryIO, suffix: str) -> str:
    """Return "xlsx" or "csv" by content; the name's ending must agree with it."""
    source.seek(0)
    is_package = source.read(2) == b"PK"
    source.seek(0)
    if is_package:
        if suffix != ".xlsx":
            raise Refused(f"文件名以 {suffix or '（无）'} 结尾，内容却是压缩包或工作簿，请核对文件")
        return "xlsx"
    _require_text(source.read(), suffix)
    return "csv"


def _require_text(data: bytes, suffix: str) -> None:
    if not data.strip():
        raise Refused("文件是空的，请检查后重新上传")
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused(
            "工作簿设了打开密码，请取消密码后重新上传"
            if locked
            else "这是旧版 .xls 文件，请另存为 .xlsx 后重新上传"
        )
    if suffix == ".xlsx":
        raise Refused(
            "文件名以 .xlsx 结尾，内容却不是 Excel 工作簿；请在 Excel 中另存为 .xlsx，或存为 CSV 后重新上传"
        )
    if suffix not in {".csv", ".txt"}:
        raise Refused("只接收 .xlsx 和 .csv 文件，请另存后重新上传")


def inspect(source: BinaryIO) -> Book:
    """Refuse zip bombs and what is no plain workbook, by the zip directory alone."""
    try:
        with zipfile.ZipFile(source) as archive:
            _require_sane_directory(archive.infolist(), source.seek(0, io.SEEK_END))
            if fault := carried_fault(archive):
                raise Refused(fault)
            _require_workbook({entry.filename for entry in archive.infolist()})
            return _read_book(archive)
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        NotImplementedError,
        ValueError,
        EOFError,
    ) as error:
        raise Refused("文件已损坏，不是完整的 .xlsx 工作簿，请重新导出后上传") from error


def _require_sane_directory(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"工作簿内含 {len(entries)} 个文件，不像正常的 .xlsx，已拒收")
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise Refused("文件解压后过大（疑似压缩炸弹），已拒收；请删去多余内容、分批上传")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("工作簿设了密码，请取消密码后重新上传")
    names = [entry.filename for entry in entries]
    odd = any(name.startswith("/") or ".." in name or "\\" in name for name in names)
    if odd or len(set(names)) != len(names):
        raise Refused("工作簿内部目录异常，已拒收；请用 Excel 打开后另存为 .xlsx 再上传")


def _require_workbook(names: set[str]) -> None:
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused("压缩包里没有 Excel 工作簿；请在 Excel 中另存为 .xlsx 后重新上传")


def _read_book(archive: zipfile.ZipFile) -> Book:
    root = small_xml(archive, "xl/workbook.xml")
    targets = {
        relation.get("Id"): (relation.get("Type", "").rpartition("/")[2], relation.get("Target", ""))
        for relation in small_xml(archive, "xl/_rels/workbook.xml.rels")
    }
    settings = [element for element in root if local_name(element) == "workbookPr"]
    parts = {
        sheet.get("name", ""): _part(targets.get(local_attribute(sheet, "id"), ("", ""))[1])
        for sheet in root.iter()
        if local_name(sheet) == "sheet"
    }
    styles = next((_part(target) for kind, target in targets.values() if kind == "styles"), "xl/styles.xml")
    return Book(any(one.get("date1904") in {"1", "true", "on"} for one in settings), parts, styles)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
