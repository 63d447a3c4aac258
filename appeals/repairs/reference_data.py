"""The dated rules and letter templates of credit repair that every installation starts with."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
ORDER_36 = date(2026, 4, 1)
_REPAIR = "《信用修复管理办法》（国家发展改革委令第36号），办理天数条文待核实"
_BARS = "《信用修复管理办法》（国家发展改革委令第36号），条文待核实"
_DISCIPLINE = "《中华人民共和国公职人员政务处分法》第七条：处分只及于个人"
_DESIGN = "本门户建议值，无上位规定"
_POLICY = "苏政发〔2023〕55号 二(五)"

_ROWS: list[tuple[str, str, str, Any, str, str, date, str]] = [
    ("repair_clock", "accept", "信用修复受理期限", 3, "working_day", _DESIGN, FOUNDED, "D"),
    ("repair_clock", "supplement", "信用修复补正期限", 10, "working_day", _DESIGN, FOUNDED, "D"),
    ("repair_clock", "examine", "信用修复审查期限", 10, "working_day", _REPAIR, ORDER_36, "U"),
    ("repair_clock", "complex", "信用修复审查期限·情况复杂", 20, "working_day", _REPAIR, ORDER_36, "U"),
    ("repair_clock", "hearing", "拟撤销修复的陈述意见期限", 5, "working_day", _DESIGN, FOUNDED, "D"),
    ("reminder", "repair_due", "信用修复各步期限到期前提醒", 3, "calendar_day", _DESIGN, FOUNDED, "D"),
    ("repair_bar", "discipline", "处分不对单位作出，没有可修复的", True, "", _DISCIPLINE, FOUNDED, "S"),
    ("repair_bar", "by_law", "法律、行政法规或者中央文件规定不可修复", True, "", _BARS, ORDER_36, "U"),
    ("repair_rejection", "no_standing", "申请人不是记录的主体", True, "", _DESIGN, FOUNDED, "D"),
    ("repair_rejection", "not_performed", "义务没有履行完毕或者没有证明", True, "", _BARS, ORDER_36, "U"),
    ("repair_rejection", "not_supplemented", "逾期没有补正", True, "", _DESIGN, FOUNDED, "D"),
    ("repair_rejection", "repeated", "同一理由再次申请，没有新的证明", True, "", _DESIGN, FOUNDED, "D"),
    ("repair_recipient", "national", "信用中国", True, "", _BARS, ORDER_36, "U"),
    ("repair_recipient", "provincial", "信用江苏", True, "", _POLICY, FOUNDED, "S"),
    ("repair_recipient", "platform", "省公共信用信息平台", True, "", _POLICY, FOUNDED, "S"),
]
_COLUMNS = ("kind", "key", "label", "value", "unit", "basis", "effective_from", "mark")
RULES: list[dict[str, Any]] = [dict(zip(_COLUMNS, row, strict=True)) for row in _ROWS]

_HEAD = "{{ 单位 }}于 {{ 申请日期 }} 就 {{ 记录 }} 提出的信用修复申请（{{ 修复编号 }}）"
_END = "对本通知有异议的，可以向本机关提出，也可以依法寻求救济。"
_TEXTS = [
    (
        "repair_supplement",
        "信用修复申请补正通知书",
        "通知书",
        f"{_HEAD}，材料还需要补正：\n{{{{ 理由 }}}}\n请在 {{{{ 期限 }}}} 以前补正；逾期没有补正的，不予受理。",
    ),
    (
        "repair_rejected",
        "信用修复申请不予受理告知书",
        "告知书",
        f"{_HEAD}，属于“{{{{ 情形 }}}}”，不予受理。\n理由：{{{{ 理由 }}}}\n{_END}",
    ),
    (
        "repair_granted",
        "准予信用修复决定书",
        "决定书",
        f"{_HEAD}，经审查，义务已履行完毕，准予信用修复。\n理由：{{{{ 理由 }}}}\n"
        "自 {{ 决定日期 }} 起，终止公示，停止共享和使用，并告知 {{ 推送对象 }}。\n"
        "作虚假承诺的，依规撤销修复，在原公示期内恢复公示。",
    ),
    (
        "repair_refused",
        "不准予信用修复决定书",
        "决定书",
        f"{_HEAD}，经审查，不准予信用修复。\n理由：{{{{ 理由 }}}}\n"
        f"自 {{{{ 重新申请之日 }}}} 起可以重新申请。\n{_END}",
    ),
    (
        "repair_doubted",
        "拟撤销信用修复告知书",
        "告知书",
        "{{ 单位 }}：{{ 修复编号 }} 的信用修复决定，因下列事由拟予撤销：\n{{ 理由 }}\n"
        "你单位可以在 {{ 期限 }} 以前陈述意见。",
    ),
    (
        "repair_undone",
        "撤销信用修复决定书",
        "决定书",
        "{{ 单位 }}：{{ 修复编号 }} 的信用修复决定，自 {{ 决定日期 }} 起撤销。\n理由：{{ 理由 }}\n"
        f"原公示期没有届满的，另行送公开审查后恢复公示，截止日期不变。\n{_END}",
    ),
]
TEMPLATES: list[dict[str, Any]] = [
    {"key": key, "title": title, "kind": kind, "body": body, "effective_from": FOUNDED}
    for key, title, kind, body in _TEXTS
]
INSERT_TEMPLATES = """
INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
SELECT uuidv7(), key, 1, title, kind, body, effective_from
FROM jsonb_to_recordset(%s) AS given (key text, title text, kind text, body text, effective_from date)
"""
