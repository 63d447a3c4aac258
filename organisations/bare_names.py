"""The form of stored names by which texts are asked for them: an expression that an index holds."""

from __future__ import annotations

from django.db.models import CharField, F, Func, Value

NAME_GAPS = " \u00a0\u3000·•・‧"
"""What people put between the signs of a name."""


def bare(field: str) -> Func:
    """Return the expression for a column of names without their gaps."""
    return Func(F(field), Value(NAME_GAPS), Value(""), function="translate", output_field=CharField())
