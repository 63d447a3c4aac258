"""The lists of officials, of their requests, and of who looked into whose file."""

from common.lists import lists

from .files import LOG, REQUESTS
from .officials import OFFICIALS

SPECS = (OFFICIALS, LOG)

__all__ = ["LOG", "OFFICIALS", "REQUESTS", "register"]


def register() -> None:
    """Enter the lists that no procedure has; called once when the app is ready."""
    lists.update({spec.key: spec for spec in SPECS})
