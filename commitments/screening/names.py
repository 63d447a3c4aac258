"""The form of names in which bidders and lists are compared: full and half width, brackets, spaces（pure）. rules.md 6.3"""

from __future__ import annotations

import re

from identifiers.written_forms import fold

GAPS = str.maketrans("", "", " \t\r\n·•・‧")
_BETWEEN = re.compile("[、;,]")
_BREAKS = str.maketrans("\r\n/／", "、、、、")


def bare_name(name: str) -> str:
    """Return a name as it is compared; the database's commitments_bare does the same."""
    return fold(name).translate(GAPS)


def bare_names(names: str) -> list[str]:
    """Return each of several names that stand in one cell; the import's watch_rows.sql does the same."""
    return [one for one in _BETWEEN.split(bare_name(names.translate(_BREAKS))) if one]
