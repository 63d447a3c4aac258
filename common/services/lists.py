"""What a person keeps of a list: filters under a name, columns; and every export, on the trail."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction

from common.errors import Incomplete, NotEligible
from common.lists.exports import WRITERS
from common.lists.frame import Frame
from common.models.lists import PAGE_SIZES, ListSetting, SavedFilter
from common.secrecy import refuse_marks
from common.trail import Actor, write_notable

MOST_SAVED = 50
TAKEN = "您在这个列表里已经有同名的常用筛选，请换一个名称"


def keep_setting(
    list_key: str, columns: Sequence[str], per_page: int, *, by: Actor, is_compact: bool = False
) -> ListSetting:
    """Keep which columns, how many rows a page and how close the person behind `by` wants them of a list."""
    if per_page not in PAGE_SIZES:
        raise Incomplete("每页条数只能是 25、50 或 100", {"per_page": "请重新选择"})
    chosen = {"columns": list(columns), "per_page": per_page, "is_compact": is_compact}
    kept, _ = ListSetting.objects.update_or_create(person=by.user_id, list_key=list_key, defaults=chosen)
    return kept


@transaction.atomic
def save_filter(frame: Frame, name: str, *, by: Actor) -> SavedFilter:
    """Keep the filters in force under a name; Incomplete where there are none, or the name will not do."""
    if not frame.query:
        raise Incomplete("现在没有筛选条件，请先筛选再保存", {"name": "请先筛选再保存"})
    if len(frame.query) > 2000:
        raise Incomplete("筛选条件太长，请减少条件", {"name": "筛选条件太长，请减少条件"})
    if SavedFilter.objects.of(by.user_id, frame.spec.key).count() >= MOST_SAVED:
        full = f"一个列表最多保存 {MOST_SAVED} 个常用筛选，请先删除不用的"
        raise Incomplete(full, {"name": full})
    made = SavedFilter(person=by.user_id, list_key=frame.spec.key, name=_name(name), query=frame.query)
    _store(made)
    write_notable(made, "save_filter", by=by, name=made.name, query=made.query)
    return made


@transaction.atomic
def rename_filter(saved: SavedFilter, name: str, *, by: Actor) -> SavedFilter:
    """Give a saved filter of one's own another name."""
    saved.name = _name(name)
    _store(saved)
    write_notable(saved, "rename_filter", by=by, name=saved.name)
    return saved


@transaction.atomic
def set_default(saved: SavedFilter, *, by: Actor, on: bool) -> None:
    """Let a list open with this filter, or no longer; a list has one such filter at most. Safe to do twice."""
    mine = SavedFilter.objects.of(by.user_id, saved.list_key)
    if not mine.filter(pk=saved.pk, is_default=not on).exists():
        return
    mine.filter(is_default=True).update(is_default=False)
    mine.filter(pk=saved.pk).update(is_default=on)
    write_notable(saved, "default_filter", by=by, on=on)


@transaction.atomic
def drop_filter(saved: SavedFilter, *, by: Actor) -> None:
    """Delete a saved filter; the trail keeps its name and what it asked. Safe to do twice."""
    if SavedFilter.objects.filter(pk=saved.pk).delete()[0]:
        write_notable(saved, "drop_filter", by=by, name=saved.name, query=saved.query)


def export(frame: Frame, kind: str, *, by: Actor) -> IO[bytes]:
    """Write the list into a nameless file and the export onto the trail: who, which list and filter, how many.

    Raises NotEligible above EXPORT_MOST_ROWS.
    """
    most = settings.EXPORT_MOST_ROWS
    if frame.total > most:
        raise NotEligible(
            f"符合条件的有 {frame.total_words} {frame.spec.unit}，一次最多导出 {most} {frame.spec.unit}。"
            "请按地区、日期或状态缩小筛选，分几次导出"
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115 — the answer closes it
    number = WRITERS[kind](frame, file)
    file.seek(0)
    columns = [column.key for column in frame.columns]
    told = {"list": frame.spec.key, "format": kind, "query": frame.query, "columns": columns, "rows": number}
    write_notable(by, "export", by=by, reason=f"{frame.spec.label}：{frame.words}"[:2000], **told)
    return file


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Incomplete("请填写名称", {"name": "请填写名称"})
    if len(name) > 40:
        raise Incomplete("名称最多 40 个字", {"name": "名称最多 40 个字"})
    refuse_marks({"name": name})
    return name


def _store(saved: SavedFilter) -> None:
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as clash:
        if "saved_filter_name_once" not in str(clash):
            raise
        raise Incomplete(TAKEN, {"name": TAKEN}) from clash
