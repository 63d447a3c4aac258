"""What an office document may carry beside its text: macros, embedded objects, parts fetched from elsewhere. Pure."""

from __future__ import annotations

import re
import zipfile

_MOST = 4 * 1024 * 1024
_ACTIVE = re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|/activex/|/ctrlprops/", re.IGNORECASE)
_ACTIVE_TYPE = re.compile(rb"macrosheet|macroenabled|vbaproject|dialogsheet|activex", re.IGNORECASE)
_EMBEDDED = re.compile(r"/embeddings/|oleobject", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.DOTALL)
_FROM_ELSEWHERE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_OBJECT = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(?:oleObject|package|control)[\"']")


def carried_fault(archive: zipfile.ZipFile) -> str:
    """Say what a document of Word or Excel carries that may run or fetch something, "" where nothing does."""
    names = [entry.filename for entry in archive.infolist()]
    types = archive.open("[Content_Types].xml").read(_MOST) if "[Content_Types].xml" in names else b""
    if any(map(_ACTIVE.search, names)) or _ACTIVE_TYPE.search(types):
        return "文件里有宏、宏表或控件，没有接收；请另存为不含宏的文件后上传"
    relations = [
        relation
        for name in names
        if name.lower().endswith(".rels")
        for relation in _RELATION.findall(archive.open(name).read(_MOST))
    ]
    if any(map(_EMBEDDED.search, names)) or any(map(_OBJECT.search, relations)):
        return "文件里嵌入了其他文件或对象（OLE），没有接收；请删去嵌入的对象，把它们另行上传"
    if any(_FROM_ELSEWHERE.search(one) and not _HYPERLINK.search(one) for one in relations):
        return "文件引用了外部的模板、图片或数据，打开时会从别处读取，没有接收；请断开引用后上传"
    return ""
