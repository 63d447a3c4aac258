"""Every verb of every machine stands in docs/verbs.md, with its states and who may.

`PORTAL_VERBS=write` writes the table down anew, which then has to be read against the house's table of verbs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from common.act_checks import act_keys
from common.act_checks import machines as every_machine
from common.registry import EVERYONE
from common.roles import Role, role_label
from common.workflow import Verb, Workflow

FILE = Path(__file__).resolve().parent.parent / "docs" / "verbs.md"
HEAD = """# 谁能办什么

门户里每一种事项的全部办理，由程序里的定义生成（`tests/test_verbs.py` 核对，改了定义就要改这里）。
角色之外，还要在岗位范围之内；自己录入或改过的，自己不能复核，也不能由这两人公示。审计员只看不办。
“系统时钟”是到期自动办理的后台任务。“由…引起”的，随那一项办理在同一次里完成，经办人就是办那一项的人：
岗位和范围按那一项，回避、代理的除外事项和数据库的约束照样适用。
"""


def machines() -> list[type[Workflow]]:
    return sorted(every_machine(), key=lambda model: model._meta.label_lower)


def states(model: type[Workflow], values: tuple[str, ...]) -> str:
    words = dict(model._meta.get_field("status").flatchoices)
    return "、".join(str(words[value]) for value in values) or "—"


def who(verb: Verb) -> str:
    """The roles in the order of the house, the clock last."""
    if verb.roles >= EVERYONE:
        return "任何岗位"
    known = [role.value for role in Role if role.value in verb.roles]
    roles = "、".join(role_label(role) for role in (*known, *sorted(verb.roles - set(known))))
    return "；".join(filter(None, [roles, caused(verb)]))


def caused(verb: Verb) -> str:
    """The acts that it may follow from, each after its kind: 由…引起."""
    acts = act_keys()
    found = [acts[key] for key in sorted(verb.caused_by)]
    words = "、".join(f"{model._meta.verbose_name}“{cause.label}”" for model, cause in found)
    return f"由{words}引起" if words else ""


def lines(model: type[Workflow]) -> Iterator[str]:
    entries = {"enter": model.ENTER, **model.ENTRIES}
    yield f"\n## {model._meta.verbose_name}\n"
    yield "| 办理 | 从 | 到 | 谁 | 理由 |"
    yield "|---|---|---|---|---|"
    for act, verb in (*entries.items(), *model.TRANSITIONS.items()):
        before = "新建" if act in entries else states(model, tuple(verb.sources))
        after = states(model, (verb.target,)) if verb.target else "不变"
        reason = "必填" if verb.needs_reason else ""
        yield f"| {verb.label} `{act}` | {before} | {after} | {who(verb)} | {reason} |"


def table() -> str:
    return HEAD + "\n".join(line for model in machines() for line in lines(model)) + "\n"


def test_the_table_of_verbs_is_that_of_the_machines() -> None:
    if os.environ.get("PORTAL_VERBS") == "write":
        FILE.write_text(table(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == table()


def test_no_verb_is_open_to_who_only_reads_or_sees_no_business() -> None:
    """The three administrators act on accounts, postings and on what is their own, never on a fact."""
    business = [model for model in machines() if model._meta.model_name in FACTS]
    readers = {Role.AUDITOR, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN}
    open_to = {
        f"{model._meta.label} {act}"
        for model in business
        for act, verb in {"enter": model.ENTER, **model.ENTRIES, **model.TRANSITIONS}.items()
        if readers & set(verb.roles)
    }
    assert open_to == set()


def test_who_enters_a_fact_has_no_verb_that_reviews_or_publishes() -> None:
    """Four eyes begin with the roles: no role may both enter and decide."""
    for model in machines():
        if model._meta.model_name in FACTS:
            enterers = set(model.ENTER.roles)
            deciding = [verb for act, verb in model.TRANSITIONS.items() if act in DECISIONS]
            assert deciding, model
            assert all(not enterers & set(verb.roles) for verb in deciding), model


FACTS = frozenset({"dishonestyrecord", "lostjudgment", "commendation", "publication", "correction"})
DECISIONS = frozenset({"confirm", "publish", "apply", "endorse"})
