"""What the workbooks of commitments have in common: who promised, to whom, by which document, what, until when（pure）."""

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


def some(table: dict[str, str], words: str) -> dict[str, str]:
    """Return of a table of words just these, which 、 parts."""
    return {word: table[word] for word in words.split("、")}


def day(key: str, header: str, *, required: bool = False) -> Column:
    """Return the column of a day."""
    return Column(key, header, Form.DATE, required=required)


def yes_no(key: str, header: str, *, required: bool = False) -> Column:
    """Return the column of an answer of yes or no."""
    return choice(key, header, YES_NO, required=required)


def choice(key: str, header: str, choices: dict[str, str], *, required: bool = False) -> Column:
    """Return the column of a word out of a table."""
    return Column(key, header, Form.CHOICE, required=required, choices=choices)


def prose(key: str, header: str, longest: int = 200, *, required: bool = False) -> Column:
    """Return the column of a text in which personal data is looked for."""
    return Column(key, header, required=required, longest=longest, is_prose=True)


def promisor(name: str) -> tuple[Column, ...]:
    """Return the columns of whoever promised; `name` is how the domain calls it."""
    return (
        Column("name", f"{name}名称", required=True),
        Column("credit_code", f"{name}统一社会信用代码", Form.CODE, required=True),
    )


def other_side(name: str, code: str = "", *, required: bool = False) -> tuple[Column, ...]:
    """Return the columns of whom it was promised to; `code` is how the domain calls it before its code."""
    return (
        prose("counterparty", name, required=required),
        Column("counterparty_code", f"{code or name}统一社会信用代码", Form.CODE),
    )


def document(title: str, number: str, signed: str, carriers: str) -> tuple[Column, ...]:
    """Return the columns of the document that carries the promise; `carriers` are the domain's own, parted by 、."""
    return (
        choice("carrier", "载体", some(CARRIERS, carriers), required=True),
        prose("document_title", title, required=True),
        Column("document_number", number, Form.DOCUMENT, required=True, longest=120),
        day("signed_on", signed, required=True),
    )


def promise(
    content: str, amount: str, agreed: str, kinds: str, *, must_end: bool = False
) -> tuple[Column, ...]:
    """Return the columns of what was promised, how much, until when; `kinds` are the domain's own, parted by 、."""
    return (
        choice("promise_kind", "承诺类型", some(KINDS, kinds), required=True),
        prose("content", content, 4000, required=True),
        Column("amount", amount, Form.MONEY),
        day("agreed_on", agreed, required=must_end),
    )


def post(header: str = "责任岗位或责任人", *, required: bool = False) -> Column:
    """Return the column of the post that answers for it."""
    return Column("post", header, required=required, longest=100)


REMARK = Column("remark", "备注", longest=1000, is_prose=True, is_free=True)
