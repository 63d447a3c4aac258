"""Which officials a text names: those with a file and those who head a body, wherever they serve.

Who asks learns who is on the roster, so only 公开审查 and the acts behind it ask（rules.md 0.2b, 3.4）.
"""

from __future__ import annotations

from django.db import connection

from organisations.bare_names import NAME_GAPS
from privacy.rosters import name_keys

_NAMED = """
    SELECT name FROM organisations_official WHERE translate(name, %(gaps)s, '') = ANY (%(keys)s)
    UNION
    SELECT principal FROM organisations_department
    WHERE principal <> '' AND translate(principal, %(gaps)s, '') = ANY (%(keys)s)
"""
"""By the two indexes on what a name is without its gaps, however long the roster is."""


def officials_named_in(*texts: str) -> frozenset[str]:
    """Return the names on the roster that stand in one of the texts, also with spaces inside."""
    keys = {key for text in texts for key in name_keys(text)}
    if not keys:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, {"keys": sorted(keys), "gaps": NAME_GAPS})
        return frozenset(name for (name,) in cursor.fetchall())
