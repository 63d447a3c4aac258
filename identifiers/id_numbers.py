"""The number of a citizen's ID card（公民身份号码, GB 11643-1999）: 17 digits and a check character."""

from __future__ import annotations

import re
from datetime import date

_SHAPE = re.compile(r"[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]")
_CHECKS = "10X98765432"
_FIRST_YEAR = 1900


def normalise_id_number(text: str) -> str:
    """Return the number without spaces and hyphens, in half-width capitals."""
    folded = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return re.sub(r"[\s-]", "", folded).upper()


def check_id_number(number: str) -> str | None:
    """Return what is wrong with a normalised number, in words; None when it is right."""
    found = _SHAPE.fullmatch(number)
    if found is None:
        return "公民身份号码应为 18 位：17 位数字加一位数字或 X"
    try:
        born = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return "号码中的出生日期不存在，请核对"
    if born.year < _FIRST_YEAR:
        return "号码中的出生日期不合理，请核对"
    if check_digit(number[:17]) != number[17]:
        return "号码最后一位与前 17 位不符，请核对"
    return None


def check_digit(body: str) -> str:
    """Return the check character of the first 17 digits（ISO 7064 MOD 11-2）."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return _CHECKS[total % 11]
