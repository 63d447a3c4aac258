"""Characters that are no part of a number, whoever typed or copied them along."""

INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
DASHES = "\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d-"
