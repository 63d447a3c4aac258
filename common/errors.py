"""Refusals of an act: each carries a sentence for the user that says why and what to do."""

from __future__ import annotations

from collections.abc import Mapping


class ActRefused(Exception):
    """An act that cannot be done as asked. `message` is shown to the user as it stands."""

    http_status = 409

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class WrongState(ActRefused):
    """The object's status does not allow the act."""


class StaleState(ActRefused):
    """Somebody else changed the object after it was read."""


class NotEligible(ActRefused):
    """A condition of the act, such as a period, is not met yet."""


class NotAllowed(ActRefused):
    """The posting may not do this act, or not here."""

    http_status = 403


class Incomplete(ActRefused):
    """Fields are missing or wrong; `fields` maps the field's name to its message."""

    http_status = 422

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})
