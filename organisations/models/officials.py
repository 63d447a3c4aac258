from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.cipher import decrypt, encrypt, keyed_hash
from common.models.identity import Keyed
from common.models.sealed import SealedField
from organisations.bare_names import bare
from organisations.models.departments import Department
from organisations.querysets import OfficialQuerySet
from privacy.suspects import Kind, masked


class Official(Keyed):
    """A civil servant's credit file（公务员信用记录）: never public, scope by 干部管理权限.

    rules.md 0.2a, 3.4
    """

    internal_number = models.CharField("内部人员编号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    sort_key = models.CharField(max_length=400, db_index=True)
    id_number_sealed = SealedField(null=True, blank=True)
    id_number_hash = models.CharField(max_length=64, blank=True, db_index=True)
    id_number_tail = models.CharField(max_length=4, blank=True)
    unit = models.ForeignKey(Department, models.PROTECT, verbose_name="所在单位", related_name="officials")
    post = models.CharField("职务", max_length=100, blank=True)
    rank = models.CharField("职级", max_length=60, blank=True)
    is_principal = models.BooleanField("主要负责人", default=False)
    managed_by = models.ForeignKey(
        Department, models.PROTECT, verbose_name="干部管理权限（任免机关）", related_name="managed_officials"
    )

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "公务员"
        verbose_name_plural = "公务员"
        ordering = ["sort_key"]
        indexes = [models.Index(bare("name"), name="official_name_bare")]
        constraints = [
            models.UniqueConstraint(
                fields=["id_number_hash"], name="official_one_file_each", condition=~Q(id_number_hash="")
            ),
            models.CheckConstraint(
                name="official_number_sealed_whole",
                condition=Q(id_number_sealed__isnull=True, id_number_hash="", id_number_tail="")
                | (Q(id_number_sealed__isnull=False) & ~Q(id_number_hash="") & ~Q(id_number_tail="")),
            ),
        ]

    def __str__(self) -> str:
        """Return the words for lists and cases: the name masked, the internal number to tell people apart."""
        return f"{self.masked_name}（{self.internal_number}）"

    def seal_id_number(self, number: str) -> None:
        """Set the ID number: kept encrypted, found by keyed hash, shown masked. Does not save."""
        self.id_number_sealed = encrypt(number) if number else None
        self.id_number_hash = keyed_hash(number) if number else ""
        self.id_number_tail = number[-4:]

    def open_id_number(self) -> str:
        """Return the ID number in clear; the caller logs why."""
        return decrypt(bytes(self.id_number_sealed)) if self.id_number_sealed else ""

    @property
    def masked_name(self) -> str:
        """Return the name as lists show it: 甄**."""
        return masked(Kind.NAME, self.name)

    @property
    def masked_id_number(self) -> str:
        """Return fourteen stars and the last four places, "" where no number is kept."""
        return "*" * 14 + self.id_number_tail if self.id_number_tail else ""
