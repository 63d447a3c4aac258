"""The dated lists, clocks and letter templates of tolerance that every installation starts with（rules.md 4.6）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
_DESIGN = "本门户建议值，无上位规定"
_OPINION = "省委办公厅《关于建立容错纠错机制激励干部改革创新担当作为的实施意见（试行）》"
_PATTERN = "各地容错办法的通行写法，条文待核实"
_POLICY = "苏政发〔2023〕55号 二(五)"

_CLOCKS = (
    ("accept", "容错受理期限", 5),
    ("investigate", "容错调查核实期限", 20),
    ("consult", "容错会商认定期限", 10),
    ("feedback", "容错反馈期限", 5),
    ("correction", "容错纠错期限·文书没有另定的", 30),
    ("hearing", "拟撤销容错的陈述意见期限", 5),
)
_GROUNDS = (
    *("先行先试", "政策界限不明", "落实上级决策中的探索", "历史遗留问题处置", "突发事件、急难险重"),
    *("不可抗力、政策调整", "依法程序集体决策后的失误", "招商引资、营商环境容缺", "服务群众程序瑕疵", "其他"),
)
_LOOKS = ("动机态度", "客观条件", "程序方法", "性质程度", "后果影响", "挽回损失", "")
_BARS = (
    *("违反党纪国法禁止性规定", "谋取私利", "安全、环保、食药重大责任事故", "重大群体事件"),
    *("明知故犯", "重复犯错", ""),
)
_REJECTIONS = (
    ("no_standing", "申请人不是记录的主体", _DESIGN, "D"),
    ("repeated", "同一情形再次申请", _DESIGN, "D"),
    ("unperformed", "裁判没有履行或者债务没有清偿", _DESIGN, "D"),
    ("no_ground", "所述的事由不属于所列的容错情形", _POLICY, "S"),
)


def _row(
    kind: str, key: str, label: str, value: str | int, basis: str, mark: str, unit: str = ""
) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": key,
        "label": label,
        "value": value,
        "unit": unit,
        "basis": basis,
        "effective_from": FOUNDED,
        "mark": mark,
    }


def _entries(kind: str, word: str, entries: tuple[str, ...], basis: str, mark: str) -> list[dict[str, Any]]:
    return [
        _row(kind, f"{number:02d}", f"{word}{number:02d}", entry, basis, mark)
        for number, entry in enumerate(entries, start=1)
    ]


RULES: list[dict[str, Any]] = [
    _row("reminder", "tolerance_due", "容错各步期限到期前提醒", 3, _DESIGN, "D", "calendar_day"),
    *(_row("tolerance_clock", key, label, days, _DESIGN, "D", "working_day") for key, label, days in _CLOCKS),
    *_entries("tolerance_ground", "容错情形", _GROUNDS, _PATTERN, "D"),
    *_entries("tolerance_look", "逐项查明·第", _LOOKS[:6], _OPINION, "S"),
    _row("tolerance_look", "07", "逐项查明·第07", "", _DESIGN, "D"),
    *_entries("tolerance_bar", "不得容错", _BARS, _PATTERN, "U"),
    *(
        _row("tolerance_rejection", key, f"容错不予受理·{words}"[:100], words, basis, mark)
        for key, words, basis, mark in _REJECTIONS
    ),
]
_HEAD = "{{ 单位 }}：{{ 记录 }} 所涉事项的容错（{{ 容错编号 }}，情形：{{ 情形 }}）"
_END = "对本通知有异议的，可以向认定机关提出，也可以依法寻求救济。"
_DECIDED = "认定机关：{{ 认定机关 }}，认定文书：{{ 文号 }}（{{ 认定日期 }}）。\n理由：{{ 理由 }}\n"
_TEXTS = [
    (
        "tolerance_rejected",
        "容错申请不予受理告知书",
        f"{_HEAD}，属于“{{{{ 不予受理的情形 }}}}”，不予受理。\n理由：{{{{ 理由 }}}}\n{_END}",
    ),
    (
        "tolerance_granted",
        "容错认定反馈书",
        f"{_HEAD}，经调查核实、会商和集体研究，{{{{ 结论 }}}}。\n{_DECIDED}"
        "认定的责任：{{ 责任 }}；范围：{{ 范围 }}。认定不及于其他主体。\n"
        f"纠错要求：{{{{ 纠错 }}}}\n记录是否纳入政务失信记录，由信用办另行决定后告知。\n{_END}",
    ),
    (
        "tolerance_refused",
        "不予容错反馈书",
        f"{_HEAD}，经调查核实、会商和集体研究，不予容错。\n{_DECIDED}记录照常办理。\n{_END}",
    ),
    (
        "tolerance_entry",
        "容错后记录是否纳入告知书",
        f"{_HEAD}，依据 {{{{ 认定机关 }}}} {{{{ 文号 }}}}，{{{{ 结果 }}}}。\n理由：{{{{ 理由 }}}}\n{_END}",
    ),
    (
        "tolerance_doubted",
        "拟撤销容错告知书",
        f"{_HEAD}，因下列事由拟撤销原认定：\n{{{{ 理由 }}}}\n你单位可以在 {{{{ 期限 }}}} 以前陈述意见。",
    ),
    (
        "tolerance_revoked",
        "撤销容错告知书",
        f"{_HEAD}，自 {{{{ 撤销日期 }}}} 起撤销，撤销文书：{{{{ 撤销文书 }}}}。\n理由：{{{{ 理由 }}}}\n"
        f"{{{{ 结果 }}}}\n{_END}",
    ),
]
TEMPLATES: list[dict[str, Any]] = [
    {"key": key, "title": title, "kind": "告知书", "body": body, "effective_from": FOUNDED}
    for key, title, body in _TEXTS
]
INSERT_TEMPLATES = """
INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
SELECT uuidv7(), key, 1, title, kind, body, effective_from
FROM jsonb_to_recordset(%s) AS given (key text, title text, kind text, body text, effective_from date)
"""
