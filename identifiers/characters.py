"""Characters that are no part of a number, whoever typed or copied them along."""

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Unicode's Default_Ignorable_Code_Point, as the inside of a regular expression's class."""
INVISIBLE = IGNORABLE + "\u2800"
DASHES = "\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d-"
