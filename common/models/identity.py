from django.db import models
from uuid_utils.compat import uuid7


class Keyed(models.Model):
    """A row with a UUID v7 key; people meet business keys instead."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True
