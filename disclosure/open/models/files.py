"""Files that the office made for the public: an unmanaged model on their view of schema `open`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models.functions import Length


@dataclass(frozen=True)
class WholeFile:
    """A file put together from its parts."""

    name: str
    media_type: str
    content: bytes
    generation: int


class OpenFileQuerySet(models.QuerySet["OpenFile"]):
    """Questions put to the public files."""

    def of(self, file: UUID) -> Self:
        """Return the parts of a file, first to last: those of one generation, as one statement sees them."""
        return self.filter(file=file).order_by("generation", "part")

    def head(self, file: UUID) -> OpenFile | None:
        """Return the first part of a file without what it holds, None where none stands."""
        return self.of(file).defer("bytes").first()

    def size(self, file: UUID) -> int:
        """Return how many bytes a file has, from their heads alone."""
        return int(self.of(file).aggregate(size=models.Sum(Length("bytes")))["size"] or 0)

    def piece(self, file: UUID, part: int) -> bytes | None:
        """Return what one part holds, None where it stands no more."""
        found = self.of(file).filter(part=part).values_list("bytes", flat=True).last()
        return None if found is None else bytes(found)

    def whole(self, file: UUID) -> WholeFile | None:
        """Return a file, None where none stands or a part of it has not arrived yet."""
        found = list(self.of(file))
        if not found:
            return None
        last = found[-1].generation
        parts = [part for part in found if part.generation == last]
        content = b"".join(bytes(part.bytes) for part in parts)
        if hashlib.sha256(content).hexdigest() != parts[0].sha256:
            return None
        return WholeFile(parts[0].name, parts[0].media_type, content, last)


class OpenFile(models.Model):
    """One part of a file that stands in public today; `sha256` is that of the whole."""

    pk = models.CompositePrimaryKey("file", "generation", "part")
    file = models.UUIDField()
    generation = models.IntegerField("版次")
    part = models.IntegerField("第几段")
    parts = models.IntegerField("共几段")
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField("类型", max_length=100)
    bytes = models.BinaryField("内容")
    sha256 = models.CharField("全文摘要", max_length=64)
    snapshot = models.UUIDField("所属的一版开放数据", null=True)

    objects = OpenFileQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = '"open"."file"'

    def __str__(self) -> str:
        return f"{self.name} {self.part}/{self.parts}"
