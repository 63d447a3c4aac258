"""Sums and rates on the pages of commitments, exact to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django import template

register = template.Library()
CENT = Decimal("0.01")


@register.filter
def yuan(amount: Decimal | None) -> str:
    """Return a sum in 元 with separators, a dash where there is none."""
    return "—" if amount is None else f"{Decimal(amount).quantize(CENT, ROUND_HALF_UP):,} 元"


@register.filter
def percent(share: Decimal) -> str:
    """Return a daily rate in per cent, to six places."""
    return f"{(share * 100).quantize(Decimal('0.000001')).normalize():f}%"
