"""Which files a visitor may send along, told by their content. Pure; the office looks at them once more, and scans them."""

from __future__ import annotations

from pathlib import PurePath

import filetype

from common.errors import Incomplete
from intake.messages import Attachment
from privacy.secrecy import secrecy_mark_of_file

MOST_FILES, MOST_BYTES = 3, 5 * 1024 * 1024
ENDINGS = {"application/pdf": (".pdf",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}
ACCEPTED = "可以附 PDF、PNG、JPG，最多 3 个，每个不超过 5 MB"


def require_acceptable(files: list[Attachment]) -> None:
    """Refuse files that are too many or too large, that are something else than their name says, or that bear a mark."""
    if len(files) > MOST_FILES:
        raise _refused(f"附件太多：{ACCEPTED}")
    for file in files:
        if fault := fault_of(file):
            raise _refused(f"附件“{file.name}”没有收下：{fault}")


def fault_of(file: Attachment) -> str:
    """Return why a file is not taken, "" where it is."""
    if not file.content:
        return "文件是空的，请检查后重新选择"
    if len(file.content) > MOST_BYTES:
        return "超过 5 MB，请压缩或者拆分"
    if mark := secrecy_mark_of_file(file.name):
        return f"文件名含有密级标志“{mark}”，涉密材料不得在这里提交"
    guessed = filetype.guess(file.content)
    kind = guessed.mime if guessed else ""
    if kind not in ENDINGS:
        return f"认不出内容，或者不是可以附的类型；{ACCEPTED}"
    if PurePath(file.name).suffix.lower() not in ENDINGS[kind]:
        return "文件名的结尾与内容不符，请核对文件"
    return ""


def _refused(sentence: str) -> Incomplete:
    return Incomplete(sentence, {"files": sentence})
