"""The lists of postings, deputies and handovers."""

from common.lists import lists

from .deputies import DEPUTIES, HANDOVERS
from .postings import POSTINGS

SPECS = (POSTINGS,)

__all__ = ["DEPUTIES", "HANDOVERS", "POSTINGS", "register"]


def register() -> None:
    """Enter the lists that no procedure has; called once when the app is ready."""
    lists.update({spec.key: spec for spec in SPECS})
