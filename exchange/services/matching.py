"""Columns that were not recognised are matched by hand, and remembered for the next file of the same headers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from common.errors import WrongState
from exchange.models.batches import ImportBatch
from exchange.models.column_choices import ColumnChoice
from postings.models import Posting


@transaction.atomic
def match_columns(batch: ImportBatch, places: Mapping[str, str], *, by: Posting) -> ImportBatch:
    """Remember which field each column holds, and have the file read again; raises NotAllowed or WrongState.

    `places` names the field by the place of the column, a sum's with its unit; the caller starts the batch.
    """
    batch.require_uploader(by)
    if not batch.header_key:
        raise WrongState("这个文件里没有认出任何一行表头，请改用模板后重新上传")
    ColumnChoice.objects.update_or_create(
        person=by.user_id, kind=batch.kind, fingerprint=batch.header_key, defaults={"places": dict(places)}
    )
    return batch.move("match", by=by, message="")
