"""隐性债务 has no place here: no column, no cell and no text of the domain of public debt speaks of it（procedures E.25）."""

from __future__ import annotations

import re

from privacy.folding import INVISIBLE, fold

_SPACES = re.compile(rf"[\s{INVISIBLE}]+")
_WORDS = re.compile("[隐隱](?:性|形)?(?:债|債|负债|負債)")
REFUSED = "含有隐性债务的内容：本系统不登记隐性债务，没有保存，请删除；法定债务的数字请填财政部门公开的链接"


def speaks_of_hidden_debt(value: object) -> bool:
    """Say whether a text names 隐性债务, however it is spaced or folded."""
    text = value if isinstance(value, str) else ""
    return bool(_WORDS.search(_SPACES.sub("", fold(text))))
