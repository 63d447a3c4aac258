"""Sums are stored in 元 and written in 万元, the unit of the returns."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

WAN = Decimal(10000)


def wan(amount: Decimal | None) -> str:
    """Return an amount of 元 in 万元, exact, with separators and without idle zeros."""
    if amount is None:
        return ""
    exact = f"{Decimal(amount) / WAN:,f}"
    return exact.rstrip("0").rstrip(".") if "." in exact else exact


def sum_words(amount: object) -> str:
    """Return an amount of 元, a number or its text, with its unit（35.5 万元）; what is no number stays as it is."""
    try:
        return f"{wan(Decimal(str(amount)))} 万元"
    except InvalidOperation:
        return str(amount)
