"""The timeline of a case in words: who, through which posting, did what and why, and what it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from common.models import Transition
from common.roles import posting_words
from common.trail import Actor
from common.workflow import Workflow
from contents.money import sum_words

_QUIET = frozenset(
    {
        *("content_version", "face_version", "reviewed_version", "sheet_version", "sheet"),
        *("confirmed_at", "published_at", "ended_at"),
    }
)
"""What the act itself says already: whose it is, when it was done, and that the version rose."""
ENTERED = frozenset({"enter", "succeed"})
other_acts = {
    "enable": "启用账户",
    "disable": "停用账户",
    "set_email": "变更电子邮箱",
    "reset_password": "重置口令",
    "change_password": "修改口令",
    "forget_second_factor": "重置第二因素",
    "renew_recovery_codes": "更换恢复码",
    "replace_second_factor": "更换验证器",
    "set_password": "用一次性链接设置口令",
    "draw_link": "领取一次性链接",
    "draw_code": "领取同意码",
    "lock_link": "同意码输错五次，链接失效",
    "emergency": "服务器上应急设立",
    "view": "查看证据",
    "rerun": "重新统计",
    "read": "读过提醒",
    "read_notices": "读过全部提醒",
    "assign": "分给同事",
    "set_mail": "提醒设置",
    "say": "留言",
    "decide_row": "决定待定的行",
    "download": "下载",
    "save_filter": "保存常用筛选",
    "rename_filter": "常用筛选改名",
    "default_filter": "默认筛选",
    "drop_filter": "删除常用筛选",
    "grant": "授予岗位",
    "reorganise": "机构调整",
    "end": "终止",
    "bootstrap": "初始化",
    "rotate_keys": "更换加密密钥",
    "amend": "变更名录",
    "create": "建立",
    "hand_over": "交接转来",
    "confirm_rule": "规则生效",
    "close_rule": "原版本失效",
    "settle_rule": "核实确认",
    "attach_evidence": "上传证据",
    "withdraw_evidence": "撤回证据",
    "open_series": "登记发文代字",
    "publish_template": "发布文书模板",
    "export": "导出列表",
    "open_file": "打开档案",
    "reveal_file": "显示证件号码",
    "print_file": "打印档案",
    "find_file": "按证件号码查找",
    "inquire_file": "答复授权查询",
    "enter_file": "建立档案",
    "edit_file": "修改基本信息",
    "add_entry": "登记",
    "edit_entry": "修改条目",
    "strike_entry": "作废条目",
    "apply_request": "按本人申请更正",
}


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    """One row of the trail as the page tells it."""

    at: datetime
    what: str
    who: str
    posting: str
    reason: str
    changes: tuple[Change, ...]
    moved: str = ""
    """Where the state was and is（草稿 → 待复核）, "" where it stayed."""
    about: str = ""
    """What the act was done to, where the story is of several things."""
    cause: str = ""
    """The act that this one followed from（失信记录“撤销”）, "" where it is an act of its own."""


def trail_of(*objects: models.Model, leave_out: Collection[str] = ()) -> list[Step]:
    """Return the steps of all `objects`, the newest first, without `leave_out`; what is not of the first kind is named."""
    kinds = {obj._meta.label_lower: type(obj) for obj in objects}
    rows = Transition.objects.filter(object_type__in=kinds, object_id__in=[obj.pk for obj in objects])
    rows = rows.exclude(act__in=leave_out)
    first = objects[0]._meta.label_lower if objects else ""
    found = list(rows.order_by("-seq"))
    causes = _causes(found)
    return [_step(row, kinds[row.object_type], first, causes) for row in found]


def last_words(case: Workflow) -> str:
    """Return who did what last, for whoever was slower; "" where nobody did anything yet."""
    step = next(iter(trail_of(case)), None)
    if step is None:
        return ""
    return f"；最近一步：{step.who}（{step.posting}）{timezone.localtime(step.at):%m-%d %H:%M}“{step.what}”"


def last_return(case: Workflow) -> Step | None:
    """Return the step that sent a returned case back, with its reason; None where it is not returned now."""
    verb = case.TRANSITIONS.get("return")
    if verb is None or case.status != verb.target:
        return None
    return next((step for step in trail_of(case) if step.what == verb.label), None)


def sent_back(case: Workflow, trail: Sequence[Step]) -> Step | None:
    """Return the newest step of a case where it sent the case back to an earlier one, else None."""
    verb = case.TRANSITIONS.get("return")
    return trail[0] if verb and trail and trail[0].what == verb.label else None


def _causes(rows: Collection[Transition]) -> dict[UUID, str]:
    """Return the causing acts of rows in words, by key; nothing is asked where none was caused."""
    keys = {row.cause for row in rows if row.cause}
    causing = Transition.objects.filter(pk__in=keys) if keys else ()
    return {row.pk: f"{_verbose(row)}“{act_label(_model(row), row.act)}”" for row in causing}


def _model(row: Transition) -> type[models.Model]:
    return apps.get_model(row.object_type)


def _verbose(row: Transition) -> str:
    return str(_model(row)._meta.verbose_name)


def _step(row: Transition, model: type[models.Model], first: str, causes: Mapping[UUID, str]) -> Step:
    return Step(
        row.at,
        act_label(model, row.act),
        row.actor_name,
        posting_words(row.posting_role, row.posting_unit),
        row.reason,
        tuple(_changes(row, model)) if row.act not in ENTERED and issubclass(model, Workflow) else (),
        moved(row, model),
        "" if row.object_type == first else str(model._meta.verbose_name),
        causes.get(row.cause, "") if row.cause else "",
    )


def moved(row: Transition, model: type[models.Model]) -> str:
    """Return where the state was and is（草稿 → 待复核）, "" where it stayed."""
    if not row.from_status or row.from_status == row.to_status or not issubclass(model, Workflow):
        return ""
    words: dict[Any, Any] = dict(model._meta.get_field("status").flatchoices)  # type: ignore[misc, union-attr]
    return f"{words.get(row.from_status, row.from_status)} → {words.get(row.to_status, row.to_status)}"


def act_label(model: type[models.Model], act: str) -> str:
    """Return the Chinese word of an act."""
    if issubclass(model, Workflow):
        if act == "enter":
            return model.ENTER.label
        known = {**model.ENTRIES, **model.TRANSITIONS}
        if act in known:
            return known[act].label
    return other_acts.get(act, act)


def _changes(row: Transition, model: type[models.Model]) -> Iterable[Change]:
    fields = {field.column: field for field in model._meta.fields}
    for column, new in row.after.items():
        old = row.before.get(column)
        field = fields.get(column)
        if field is None or field.is_relation or column in _QUIET or old == new:
            continue
        yield Change(str(field.verbose_name), _shown(field, old), _shown(field, new))


def _shown(field: models.Field[Any, Any], value: object) -> str:
    if value in (None, "", {}, []):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, models.DecimalField):
        return sum_words(value)
    if isinstance(value, dict | list):
        return "（有改动）"
    return str(dict(field.flatchoices).get(value, value))  # type: ignore[arg-type]


def story_of_itself(case: Workflow, posting: Actor) -> list[Step]:
    """Return what was done to a case, for whoever may read it."""
    return trail_of(case)
