"""Columns that are encrypted at rest."""

from __future__ import annotations

from typing import Any

from django.db import models


class SealedField(models.BinaryField):
    """What `common.cipher.encrypt` returned: kept out of the history and the trail, found by `rotate_keys`.

    For a migration it is a binary column like any other, so that none depends on this class.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return it as the plain binary column that the database has."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.BinaryField", arguments, options
