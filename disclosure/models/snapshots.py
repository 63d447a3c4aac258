"""What the open data held that stood last, in ids and marks: known to the office alone, so that the next can tell what differs."""

from __future__ import annotations

from django.db import models

from common.models import Keyed


class TakenSnapshot(Keyed):
    """One snapshot of the open data: of each row 16 bytes of its id and 8 of its text's mark, in the order of ids. One at most."""

    label = models.CharField("版号", max_length=20, unique=True)
    made_at = models.DateTimeField("数据时间")
    records = models.BinaryField("失信记录", default=b"")
    judgments = models.BinaryField("败诉裁判", default=b"")
    commendations = models.BinaryField("守信表彰", default=b"")

    class Meta:
        verbose_name = "开放数据的上一版"
        verbose_name_plural = "开放数据的上一版"

    def __str__(self) -> str:
        return self.label
