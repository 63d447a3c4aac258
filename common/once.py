"""What the database lets stand once: a second one is refused in words, whoever came first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction


@contextmanager
def once(constraint: str, refusal: Exception) -> Iterator[None]:
    """Write what stands within; where the constraint of that name refuses it as a second one, raise `refusal`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        if constraint in str(clash):
            raise refusal from clash
        raise
