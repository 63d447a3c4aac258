"""The lists of departments and of reorganisations."""

from common.lists import lists

from .departments import DEPARTMENTS
from .reorganisations import REORGANISATIONS

SPECS = (DEPARTMENTS,)

__all__ = ["DEPARTMENTS", "REORGANISATIONS", "register"]


def register() -> None:
    """Enter the lists that no procedure has; called once when the app is ready."""
    lists.update({spec.key: spec for spec in SPECS})
