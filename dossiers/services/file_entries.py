"""Keeping officials' files: identity and entries, by whoever has the 干部管理权限; every change on the trail.

| verb | clerk | finding body |
|---|---|---|
| enter a file, edit it, add, edit or strike an entry | ● 干部管理权限 | ● 干部管理权限 |
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, WrongState
from common.history import acting
from common.models import RuleValue
from common.roles import ENTERERS, role_label
from common.secrecy import refuse_marks, texts_of
from common.trail import Actor, write_notable
from dossiers.influence import over_after
from dossiers.models import FileEntry, InfluencePeriod
from dossiers.services.opening import require_act
from identifiers.collation import pinyin_key
from organisations.models import Official
from postings.recusal import OWN, recused_from

KEEPERS = ENTERERS
ALREADY = "这个内部编号或身份证件号码已有档案；属于其他单位管理的，请与原任免机关办理转出"

OWN_FILE = "这是您本人的档案，须由另一人办理；有误的请在“本人信用记录”里申请更正"


def enter_official(*, by: Actor, name: str, id_number: str = "", **fields: object) -> Official:
    """Open a file for a person whom the posting's own unit manages（干部管理权限）. 苏政发〔2023〕55号 二(二)"""
    require_keeper(by)
    if not by.unit_id:
        raise NotAllowed("您的岗位没有单位，没有干部管理权限，不能建立公务员档案")
    made = Official(managed_by=by.unit, name=name, sort_key=pinyin_key(name), **fields)
    made.seal_id_number(id_number)
    refuse_marks(texts_of(made))
    with acting(by), transaction.atomic():
        save_official(made, force_insert=True)
        write_notable(made, "enter_file", by=by, reason="建立公务员信用记录")
    return made


def revise_official(official: Official, *, by: Actor, reason: str, **fields: object) -> Official:
    """Change the identity with a reason; another 任免机关 takes the file over with it."""
    with acting(by), transaction.atomic():
        official = _locked(official, by)
        told = apply_identity(official, fields)
        refuse_marks({**texts_of(official), "reason": reason})
        save_official(official)
        write_notable(official, "edit_file", by=by, reason=reason, fields=told)
    return official


def apply_identity(official: Official, fields: dict[str, Any]) -> list[str]:
    """Set fields on an unsaved copy; return the names of those that changed, never what a number was."""
    changed = [
        name for name, value in fields.items() if name == "id_number" or getattr(official, name) != value
    ]
    for name in changed:
        if name == "id_number":
            official.seal_id_number(fields[name])
        else:
            setattr(official, name, fields[name])
    official.sort_key = pinyin_key(official.name)
    return changed


def add_entry(entry: FileEntry, *, by: Actor) -> FileEntry:
    """Add a line to a file; an influence period is computed by the rule of its day."""
    with acting(by), transaction.atomic():
        official = _locked(entry.official, by)
        entry.entered_by_id = by.user_id
        settle_entry(entry)
        entry.save(force_insert=True)
        write_notable(official, "add_entry", by=by, reason=entry_words(entry), entry=entry.pk)
    return entry


def revise_entry(entry: FileEntry, *, by: Actor, reason: str) -> FileEntry:
    """Keep the changes made to an entry, with the reason."""
    with acting(by), transaction.atomic():
        official = _locked(entry.official, by)
        _require_standing(entry)
        settle_entry(entry)
        refuse_marks({"reason": reason})
        entry.save()
        write_notable(
            official, "edit_entry", by=by, reason=f"{entry_words(entry)}：{reason}"[:2000], entry=entry.pk
        )
    return entry


def strike_entry(entry: FileEntry, *, by: Actor, reason: str) -> FileEntry:
    """Strike a line that was wrong; it stays in the history with the reason（作废）."""
    if not reason.strip():
        raise Incomplete("作废须写明理由", {"reason": "请写明理由"})
    refuse_marks({"reason": reason})
    with acting(by), transaction.atomic():
        official = _locked(entry.official, by)
        _require_standing(entry)
        entry.struck_at, entry.struck_reason = timezone.now(), reason.strip()[:300]
        entry.save(update_fields=["struck_at", "struck_reason"])
        write_notable(
            official, "strike_entry", by=by, reason=f"{entry_words(entry)}：{reason}"[:2000], entry=entry.pk
        )
    return entry


def settle_entry(entry: FileEntry) -> None:
    """Refuse marks and foreign records; compute what follows from the entry."""
    refuse_marks(texts_of(entry))
    record = getattr(entry, "record", None)
    if record is not None and record.official_id != entry.official_id:
        raise Incomplete("关联的失信记录不是这位公务员的", {"record": "请选择这位公务员的记录"})
    if isinstance(entry, InfluencePeriod):
        _compute(entry)


def entry_words(entry: FileEntry) -> str:
    """Return an entry as the trail names it: its kind and itself."""
    return f"{entry._meta.verbose_name} {entry}"


def require_keeper(by: Actor) -> None:
    """Refuse who does not keep officials' files, and deputies without that act."""
    require_act(by, "keep")
    if by.role not in KEEPERS:
        raise NotAllowed(
            f"公务员档案由录入员、认定机关按干部管理权限维护，您现在的岗位是{role_label(by.role)}"
        )


def require_not_own(official: Official, by: Actor) -> None:
    """Refuse the person whose file it is, ended sight of it or not: nobody writes what is on record of oneself."""
    if words := recused_from(official.pk, by):
        raise NotAllowed(OWN_FILE if words == OWN else words)


def _compute(period: InfluencePeriod) -> None:
    """Set the end by the document where it says one, else by the rule in force when the sanction took effect."""
    found = RuleValue.objects.in_force("influence", period.sanction, period.effective_on)
    period.rule_version = found.version if found else None
    if period.stated_until and period.stated_until <= period.effective_on:
        raise Incomplete("期满日须在生效日期之后", {"stated_until": "须晚于生效日期"})
    computed = over_after(period.effective_on, int(found.value)) if found else None
    period.until = period.stated_until or computed


def _locked(official: Official, by: Actor) -> Official:
    require_keeper(by)
    mine = Official.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=official.pk).first()
    if mine is None:
        raise NotAllowed("这份档案不在您的干部管理权限内")
    require_not_own(mine, by)
    return mine


def _require_standing(entry: FileEntry) -> None:
    if not type(entry).objects.filter(pk=entry.pk, struck_at__isnull=True).exists():
        raise WrongState("这一条已经作废")


def save_official(official: Official, *, force_insert: bool = False) -> None:
    """Save an identity; a number that another file has is refused in words."""
    try:
        with transaction.atomic():
            official.save(force_insert=force_insert)
    except IntegrityError as clash:
        if "internal_number" not in str(clash) and "official_one_file_each" not in str(clash):
            raise
        raise Incomplete(ALREADY, {"internal_number": ALREADY}) from clash
