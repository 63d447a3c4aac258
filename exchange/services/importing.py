"""An import from the uploaded file to drafts: take it in, start, run, cancel, resume, forget its files."""

from __future__ import annotations

import hashlib
import logging
import os
import traceback
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Protocol

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from commitments.screening.services.keeping import require_keeper
from common.errors import ActRefused, Incomplete, NotAllowed, StaleState, WrongState
from common.roles import Role
from common.secrecy import refuse_marked_file
from exchange.importers import stages, statements
from exchange.importers.archives import Refused, SecretFile
from exchange.importers.layouts import LAYOUTS
from exchange.importers.rows import shown
from exchange.importers.stages import Busy, Shifted, report
from exchange.models.batches import EXTENTS, RUNNING, BatchStatus, ImportBatch, ImportKind
from postings.models import Posting
from privacy import mask
from privacy.entered_text import entered_name

__all__ = ["cancel", "pick_up_stalled", "purge_old_files", "receive", "report", "resume", "run", "start"]

FILES_KEPT = timedelta(days=7)
PICKED_UP_FOR = timedelta(hours=1)
UPLOAD_ANEW = "重新上传"
SUFFIXES = (".xlsx", ".csv", ".txt")
_ATTEMPTS = 3
_log = logging.getLogger(__name__)


class Upload(Protocol):
    """A file that comes in pieces: Django's UploadedFile, or `common`'s own over an open file."""

    def chunks(self) -> Iterable[bytes]: ...


@transaction.atomic
def receive(
    upload: Upload,
    *,
    name: str,
    kind: str,
    by: Posting,
    as_of: date | None = None,
    source: str = "",
    extent: str = "",
    dry_run: bool = False,
    asks_first: bool = False,
) -> ImportBatch:
    """Store an uploaded file (mode 0600) and enter its batch in the state 已上传; nothing is parsed yet.

    `as_of` is the day against which dates are checked, today unless told; a watch list has to be told with its day,
    `source` and `extent`. A batch that `asks_first` stops once it is read. Raises Incomplete or NotAllowed.
    """
    name = entered_name(name)
    suffix = PurePath(name).suffix.lower()
    _require_acceptable(name, suffix, kind, by)
    _require_told(kind, as_of, source, extent, by)
    batch = ImportBatch(
        kind=ImportKind(kind),
        posting=by,
        file_name=mask(PurePath(name).name)[-255:],
        suffix=suffix,
        size=0,
        as_of=as_of or timezone.localdate(),
        source=source,
        extent=extent,
        dry_run=dry_run,
        asks_first=asks_first,
        files_until=timezone.now() + FILES_KEPT,
    )
    try:
        batch.size, batch.sha256 = _store(batch, upload)
        return batch.enter(by=by)
    except BaseException:
        batch.forget_files()
        raise


def start(batch: ImportBatch) -> None:
    """Hand the batch to the worker once this transaction commits; it goes through all stages by itself."""
    key = str(batch.pk)
    transaction.on_commit(lambda: current_app.send_task("exchange.tasks.run_import", [key]))


def cancel(batch: ImportBatch, *, by: Posting) -> ImportBatch:
    """Stop a batch before it is written: the stage under way is undone, file and row errors go.

    Raises WrongState from 写入中 on.
    """
    batch.move("cancel", by=by, finished_at=timezone.now())
    batch.row_errors.all().delete()
    batch.forget_files()
    return batch


def resume(batch: ImportBatch, *, by: Posting) -> ImportBatch:
    """Take up a batch that failed or whose worker died, from the stage it had reached, and start it.

    Only for who uploaded it, under whose name it is written. Raises NotAllowed or WrongState.
    """
    batch.require_uploader(by)
    if batch.files_gone_at is not None and batch.status != BatchStatus.DONE:
        raise WrongState("文件已清除，请重新上传")
    if batch.status == BatchStatus.FAILED:
        batch.move("resume", by=by, message="", finished_at=None)
    elif not (batch.is_running or batch.status == BatchStatus.UPLOADED):
        raise WrongState(f"这一批{batch.get_status_display()}，不需要继续")
    start(batch)
    return batch


def pick_up_stalled(now: datetime) -> int:
    """Hand the batches of the last hour that stand still to a worker again, theirs having died; return how many.

    One that is at work elsewhere after all is left alone by `run`; what still stands after the hour waits for its uploader.
    """
    waiting = ImportBatch.objects.filter(
        status__in=[BatchStatus.UPLOADED, *RUNNING], created_at__gte=now - PICKED_UP_FOR
    )
    stalled = [batch for batch in waiting if batch.is_resumable(now)]
    for batch in stalled:
        start(batch)
    return len(stalled)


def run(batch: ImportBatch) -> ImportBatch:
    """Take a batch through its remaining stages; safe to run twice, also at once.

    Ends in 已完成, 失败 (with `message`) or 已取消, stops in 待确认, or returns where another process is at work on it.
    """
    steps: dict[str, Callable[[ImportBatch], None]] = {
        BatchStatus.UPLOADED: stages.begin,
        BatchStatus.READING: stages.read,
        BatchStatus.CHECKING: stages.check,
        BatchStatus.WRITING: _write,
    }
    attempts: dict[str, int] = {}
    while batch.status in steps:
        attempts[batch.status] = attempts.get(batch.status, 0) + 1
        if attempts[batch.status] > _ATTEMPTS:
            return _fail(batch, "同样的记录正由他人反复写入，请稍后点“继续”")
        try:
            steps[batch.status](batch)
        except (Busy, StaleState, WrongState):
            return _stand_aside(batch)
        except Refused as refusal:
            return _refuse(batch, refusal)
        except Exception:
            _log.error("import %s failed while %s\n%s", batch.pk, batch.status, mask(traceback.format_exc()))
            return _break_off(batch)
    return batch


def purge_old_files(now: datetime) -> int:
    """Delete files that were kept for their seven days, and what a dead batch left in staging; return how many."""
    batches = list(ImportBatch.objects.all().with_old_files(now))
    for batch in batches:
        if batch.is_previewed:
            _fail(batch, f"预览后七天没有确认，文件已按期清除；请{UPLOAD_ANEW}")
        statements.empty_staging(batch)
        batch.forget_files()
    return len(batches)


def _write(batch: ImportBatch) -> None:
    try:
        stages.write(batch)
    except Shifted:
        stages.recheck(batch)


def _stand_aside(batch: ImportBatch) -> ImportBatch:
    batch.refresh_from_db()
    if batch.status == BatchStatus.CANCELLED:
        statements.empty_staging(batch)
        batch.forget_files()
    return batch


def _refuse(batch: ImportBatch, refusal: Refused) -> ImportBatch:
    """Keep nothing of a file that was not read to its end: it may hold what is marked secret, and never succeeds."""
    if batch.asks_first and refusal.header:
        return _ask_for_columns(batch, refusal)
    batch.forget_files()
    _note_header(batch, refusal)
    told = str(refusal)
    is_told_what_to_do = isinstance(refusal, SecretFile) or UPLOAD_ANEW in told
    return _fail(batch, told if is_told_what_to_do else f"{told}；文件已删除，改正后请{UPLOAD_ANEW}")


def _ask_for_columns(batch: ImportBatch, refusal: Refused) -> ImportBatch:
    """Stop at the preview for the columns to be matched by hand; all of the file was looked at for secrecy marks."""
    _note_header(batch, refusal)
    ImportBatch.objects.filter(pk=batch.pk).update(rows_read=None)
    batch.refresh_from_db()
    try:
        return batch.move("show", by=batch.posting, message=str(refusal)[:500])
    except ActRefused:
        return _stand_aside(batch)


def _note_header(batch: ImportBatch, refusal: Refused) -> None:
    """Keep the names of the columns, personal numbers masked, so that the page can say which were understood."""
    if refusal.header:
        ImportBatch.objects.filter(pk=batch.pk).update(
            header_row=refusal.header["header_row"],
            header_names=[shown(name) for name in refusal.header["names"]],
            header_places=refusal.header["places"],
            header_key=refusal.header["fingerprint"],
            unknown_columns=[shown(name) for name in refusal.header["unknown"]],
        )


def _break_off(batch: ImportBatch) -> ImportBatch:
    """Fail for a fault of the portal's own; the file stays only if it was read, which takes out what is secret."""
    batch.refresh_from_db()
    if batch.is_read:
        return _fail(batch, "处理时发生内部错误，未写入任何数据；可点“继续”重试，仍不成功请联系系统管理员")
    batch.forget_files()
    return _fail(
        batch, f"读取时发生内部错误，未写入任何数据，文件已删除；请{UPLOAD_ANEW}，仍不成功请联系系统管理员"
    )


def _fail(batch: ImportBatch, message: str) -> ImportBatch:
    batch.refresh_from_db()
    statements.empty_staging(batch)
    try:
        return batch.move(
            "fail", by=batch.posting, reason=message[:500], message=message[:500], finished_at=timezone.now()
        )
    except ActRefused:
        return _stand_aside(batch)


def _require_acceptable(name: str, suffix: str, kind: str, by: Posting) -> None:
    if kind != ImportKind.DISHONESTY and by.role != Role.CLERK:
        raise NotAllowed(f"{ImportKind(kind).label}由录入员报送")
    if suffix == ".xls":
        raise Incomplete(
            "这是旧版 .xls 文件，请在表格软件里另存为 .xlsx 后重新上传", {"file": "请另存为 .xlsx"}
        )
    if suffix not in SUFFIXES:
        raise Incomplete("只接收 .xlsx 和 .csv 文件，请另存后重新上传", {"file": "只接收 .xlsx 和 .csv 文件"})
    refuse_marked_file(PurePath(name).name)


def _require_told(kind: str, as_of: date | None, source: str, extent: str, by: Posting) -> None:
    """Refuse a watch list without its day, with one to come, without source or extent: none of it is guessed."""
    if not LAYOUTS[kind].watch:
        return
    require_keeper(by)
    wrong = {}
    if as_of is None:
        wrong["as_of"] = "失信名单须写明名单日期，名单的时效从这一天起算"
    elif as_of > timezone.localdate():
        wrong["as_of"] = "名单日期不能晚于今天"
    if not source.strip():
        wrong["source"] = "失信名单须写明来源"
    if extent not in dict(EXTENTS):
        wrong["extent"] = "请选择失信名单是全量还是变动"
    if wrong:
        raise Incomplete("；".join(wrong.values()), wrong)


def _store(batch: ImportBatch, upload: Upload) -> tuple[int, str]:
    """Write the file under the batch's folder; return size and SHA-256."""
    batch.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(batch.source_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > settings.UPLOAD_MAX_BYTES:
                most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
                raise Incomplete(f"文件超过 {most} MB，请分批上传", {"file": "文件过大"})
            digest.update(chunk)
            target.write(chunk)
    if not size:
        raise Incomplete("文件是空的，请检查后重新上传", {"file": "文件是空的"})
    return size, digest.hexdigest()
