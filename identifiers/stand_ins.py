"""What stands in a field where a value should: error words of spreadsheets, words for nothing, numbers turned into
something else. Pure; a form and an import ask the same functions, an answer "" means that nothing is wrong.
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 30
"""No word that stands for a value is longer: a text that is, says something."""
BEGINNINGS = "同上无無没暂未不空略待"
"""The ideographs that such words begin with."""
_ERROR_WORD = re.compile(
    r"#(?:N/?A|REF|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|PYTHON|GETTING_DATA)[!?]?"
    r"|#{2,}|ERR(?:OR)?:\d{3}|NAN|[-+]?INF(?:INITY)?|UNDEFINED|\[OBJECT OBJECT\]",
)
_DITTO = re.compile(r'同上+|同前|同左|同右|同上行|上同|(?:[〃"“”″′]|ditto)+|↑+|do\.', re.IGNORECASE)
_NOTHING = re.compile(
    r"[-/\\|_*.。,，、?？~—…·×xX☐□]+|[(（\[【]?(?:[无無]|没有|暂无|未知|不详|不明|空|略|待定|待补充?|待填|待核实?|不适用"
    r"|N/?A|NONE|NULL|NIL|TBD)[)）\]】]?",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?E\+?\d{1,3}", re.IGNORECASE)
_ZEROS_BEYOND = re.compile(r"[1-9]\d{14}0{3,}")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}/\d{1,2}/\d{4}"
    r"|\d{4}年\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}月\d{1,2}[日号]|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}"
)


def stand_in_fault(text: str) -> str:
    """What is wrong with a text that must say something: 无, /, 同上, #REF! and the like say nothing."""
    if len(text) > _LONGEST or (_is_ideograph(text[:1]) and text[0] not in BEGINNINGS):
        return ""
    word = _squeezed(text)
    if _ERROR_WORD.fullmatch(word.upper()):
        return "是表格软件的错误值，不是内容，请改正公式或直接填写内容"
    if _DITTO.fullmatch(word):
        return f"写的是“{word}”，每一行都要写出完整内容，请把上面的内容照填一遍"
    if _NOTHING.fullmatch(word):
        return f"写的是“{word[:10]}”，不是内容；确实没有的请留空，必填的请核对文书后填写"
    return ""


def formula_fault(text: str) -> str:
    """What is wrong with a text that is a formula: nobody has worked out what it says."""
    if text.lstrip("'").startswith(("=", "＝")):
        return "是没有计算结果的公式，请在表格软件里重新计算并保存，或把公式粘贴为数值后再填"
    return ""


def changed_number_fault(text: str) -> str:
    """What is wrong with a number or name that a spreadsheet took for a quantity or a date and wrote its own way."""
    if len(text) > _LONGEST or _is_ideograph(text[:1]):
        return ""
    word = unicodedata.normalize("NFKC", text).strip()
    if _SCIENTIFIC.fullmatch(word) or _ZEROS_BEYOND.fullmatch(word):
        return "被表格软件当成数值，第 15 位以后的数字已经丢失，请把该列设为文本格式，对照文书重新填写"
    if _DATE.fullmatch(word):
        return "被表格软件改成了日期，请把该列设为文本格式，对照文书重新填写"
    return ""


def _is_ideograph(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
