"""What the workbooks of commitments have in common: words of carriers and kinds, days, answers of yes and no（pure）."""

from __future__ import annotations

from exchange.importers.columns import Column, Form

YES_NO = {"是": "true", "否": "false"}
CARRIERS = {
    "政策文件": "policy",
    "协议": "agreement",
    "合同": "contract",
    "会议纪要": "minutes",
    "公开承诺": "pledge",
}
KINDS = {
    "资金": "funds",
    "土地": "land",
    "税费": "taxes",
    "审批": "approval",
    "配套": "facilities",
    "人才": "talent",
    "合同款项": "payment",
    "服务事项": "service",
    "其他": "other",
}


def some(table: dict[str, str], *words: str) -> dict[str, str]:
    """Return of a table of words just these."""
    return {word: table[word] for word in words}


def day(key: str, header: str, *, required: bool = False) -> Column:
    """Return the column of a day."""
    return Column(key, header, Form.DATE, required=required)


def yes_no(key: str, header: str, *, required: bool = False) -> Column:
    """Return the column of an answer of yes or no."""
    return Column(key, header, Form.CHOICE, required=required, choices=YES_NO)
