"""Evidence beside a case: attach, withdraw, read; every one of them on the trail.

Who may, as lines of the house's table of verbs（● as the case's own rules say）:

| verb | clerk | reviewer | secrecy | officer | director | representative | finding body |
|---|---|---|---|---|---|---|---|
| attach evidence | ● own entry, not while under review | | | | | ● own unit, from 待告知 on | ● own findings |
| withdraw evidence | ● own file, before review | | | | | ● own file, before 认定 | ● own file, before review |
| view, download | ● | ● | ● | ● | ● | own unit | own findings |

An official lays files beside the own open request, which the keepers alone read（records/request_files.py）.
The auditor reads, withdrawn files too.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.case_files import case_files
from common.errors import Incomplete, NotAllowed, StaleState, WrongState
from common.file_kinds import ENDINGS, require_kind
from common.models import Evidence
from common.models.evidence import MOST_BYTES
from common.roles import Role
from common.secrecy import refuse_marked_file
from common.trail import Actor, write_notable
from common.virus import scan_file
from common.workflow import Workflow
from privacy.entered_text import entered_name

TWICE = "同一个文件已经在这里，不必再传"


def attach(obj: Workflow, upload: UploadedFile, *, title: str, by: Actor) -> Evidence:
    """Lay a file beside `obj`: checked by content, scanned, stored under its own name with mode 0600.

    Raises Incomplete (type, size, secrecy mark, twice), NotAllowed or WrongState. 苏政发〔2023〕55号 二(二)
    """
    name = entered_name(PurePath(str(upload.name).replace("\\", "/")).name)[-200:]
    title = entered_name(title)
    refuse_marked_file(name)
    obj.refuse_texts({"title": title, "file": name})
    data = upload.read(MOST_BYTES + 1)
    kind = require_kind(name, data)
    path = _store(data, ENDINGS[kind][0])
    try:
        return _enter(obj, _described(data, name, title, kind, path), by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def withdraw(evidence: Evidence, *, by: Actor, reason: str) -> Evidence:
    """Withdraw one's own file with a reason; it stays on record and is read by the auditor alone from then on."""
    if not reason.strip():
        raise Incomplete("撤回证据须写明理由", {"reason": "请写明理由"})
    obj, case = case_of(evidence)
    obj.refuse_texts({"reason": reason})
    with transaction.atomic():
        obj = case.locked(obj, by)
        if not evidence.is_of(by):
            raise NotAllowed("证据由上传人自己撤回")
        case.require_withdraw(obj, by)
        if evidence.proves.exists():
            raise WrongState("这份证据是文书的送达证明，不能撤回")
        changed = Evidence.objects.standing().filter(pk=evidence.pk)
        if not changed.update(
            withdrawn_at=timezone.now(), withdrawn_by=by.user_id, withdrawn_reason=reason.strip()
        ):
            raise StaleState("这份证据已经撤回")
        write_notable(obj, "withdraw_evidence", by=by, reason=reason, evidence=evidence.pk)
    evidence.refresh_from_db()
    return evidence


def read_content(evidence: Evidence, *, act: str, by: Actor) -> bytes:
    """Return the file's bytes, as they were when it came; `act` (view, download) goes on the trail."""
    if evidence.withdrawn_at is not None and by.role != Role.AUDITOR:
        raise WrongState("这份证据已经撤回，只有审计员可以查看")
    try:
        data = path_of(evidence).read_bytes()
    except FileNotFoundError as gone:
        raise WrongState("证据文件不在原处，请告诉系统管理员从备份恢复") from gone
    if hashlib.sha256(data).hexdigest() != evidence.sha256:
        raise WrongState("文件内容与上传时的指纹不一致，不能打开；请告诉系统管理员")
    write_notable(evidence, act, by=by, object=evidence.object_id)
    return data


def case_of(evidence: Evidence) -> tuple[Any, Any]:
    """Return the object that a file lies beside, and its rules."""
    case = case_files[evidence.object_type]
    return case.model_class._base_manager.get(pk=evidence.object_id), case


def path_of(evidence: Evidence) -> Path:
    """Return where a file's content lies, below the portal's own folder."""
    return settings.FILES / evidence.stored_path


def _enter(obj: Workflow, evidence: Evidence, by: Actor) -> Evidence:
    case = case_files.of(obj)
    evidence.scan = scan_file(path_of(evidence))
    try:
        with transaction.atomic():
            obj = case.locked(obj, by)
            case.require_attach(obj, by)
            evidence.object_type, evidence.object_id = case.model, obj.pk
            _sign(evidence, by)
            evidence.save(force_insert=True)
            after = {"evidence": evidence.pk, "title": evidence.title, "sha256": evidence.sha256}
            write_notable(obj, "attach_evidence", by=by, reason=evidence.title, **after)
    except IntegrityError as clash:
        if "evidence_laid_once" not in str(clash):
            raise
        raise Incomplete(TWICE, {"file": TWICE}) from clash
    return evidence


def _described(data: bytes, name: str, title: str, kind: str, path: Path) -> Evidence:
    return Evidence(
        title=title.strip() or PurePath(name).stem,
        file_name=name,
        stored_path=str(path.relative_to(settings.FILES)),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        content_type=kind,
    )


def _sign(evidence: Evidence, by: Actor) -> None:
    who = by.snapshot()
    evidence.uploaded_by, evidence.uploader_name = who["actor"], who["actor_name"]
    evidence.posting_id, evidence.posting_role = who["posting_id"], who["posting_role"]
    evidence.posting_unit = who["posting_unit"]


def _store(data: bytes, ending: str) -> Path:
    """Write a new file that nobody but this account may read, under a name that tells nothing."""
    folder = settings.FILES / "evidence" / f"{timezone.localdate():%Y%m}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{os.urandom(16).hex()}{ending}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    return path
