"""What a file of evidence is, by its content. Pure.

Office documents and OFD are zip archives: their directory says which, and bounds what they unpack to.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePath

import filetype

from common.errors import Incomplete
from common.models.evidence import MOST_BYTES, ContentType
from contents.office_packages import carried_fault

ENDINGS: dict[str, tuple[str, ...]] = {
    ContentType.PDF: (".pdf",),
    ContentType.PNG: (".png",),
    ContentType.JPEG: (".jpg", ".jpeg"),
    ContentType.DOCX: (".docx",),
    ContentType.XLSX: (".xlsx",),
    ContentType.OFD: (".ofd",),
}
_PARTS = {
    "word/document.xml": ContentType.DOCX,
    "xl/workbook.xml": ContentType.XLSX,
    "OFD.xml": ContentType.OFD,
}
ACCEPTED = "可以上传 PDF、PNG、JPG、DOCX、XLSX、OFD，每个不超过 20 MB"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024


def require_kind(name: str, data: bytes) -> str:
    """Return the content type of an acceptable file; the name's ending must agree with the content."""
    if not data:
        raise _refused("文件是空的，请检查后重新选择")
    if len(data) > MOST_BYTES:
        raise _refused("文件超过 20 MB，请压缩或拆分后上传")
    if data.startswith(OLD_OFFICE):
        raise _refused(
            "这是旧版 .doc、.xls 一类的文件，里面可能有宏，没有接收；请另存为 .docx、.xlsx 或 PDF 后上传"
        )
    kind = _kind(data)
    if kind is None:
        raise _refused(f"认不出文件的内容，或这类文件不能作证据；{ACCEPTED}")
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS[kind]:
        label = ContentType(kind).label
        raise _refused(f"文件名以“{ending or '（无）'}”结尾，内容却是{label}，请核对文件")
    return kind


def _kind(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return _archive_kind(data)
    guessed = filetype.guess(data)
    mime = guessed.mime if guessed else ""
    return mime if mime in {ContentType.PDF, ContentType.PNG, ContentType.JPEG} else None


def _archive_kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise _refused("文件解开后过大，没有接收；请核对文件")
            if fault := carried_fault(archive):
                raise _refused(fault)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return None
    names = {entry.filename for entry in entries}
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def _refused(sentence: str) -> Incomplete:
    return Incomplete(sentence, {"file": sentence})
