from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from common.ends import End, way_from
from common.models.identity import Keyed
from identifiers.document_numbers import document_key
from policy.vocabulary import RecordStatus

if TYPE_CHECKING:
    from records.facts.models.kinds import FactKind

T = TypeVar("T")
fact_kinds: dict[str, type[FactKind]] = {}
"""The kinds of fact by their key: each enters itself when its model is made."""


def of_each_kind(*paths: str, before: str = "") -> list[str]:
    """Return the lookups that lead from a fact（reached over `before`）over its kind's own row to `paths`."""
    led = [f"{before}{key}" for key in fact_kinds]
    return [f"{one}__{path}" for one in led for path in paths] if paths else led


def numbered_like(asked: str, before: str = "") -> Q:
    """Return the condition that the number of the fact's document holds `asked`, whatever its kind."""
    key = document_key(asked)
    own = (f"{before}{name}__{kind.NUMBER_KEY}" for name, kind in fact_kinds.items())
    return reduce(or_, (Q(**{f"{path}__contains": key}) for path in own))


class ActsOfFacts(Set[str]):
    """The keys of those acts of every kind of fact that `picks` names; a kind that an app above brings has its own."""

    def __init__(
        self, picks: Callable[[type[FactKind]], Set[str]], further: frozenset[str] = frozenset()
    ) -> None:
        self.picks, self.further = picks, further

    def __or__(self, others: Iterable[str]) -> ActsOfFacts:  # type: ignore[override]
        """Return these and others; those of a kind that comes later are among them as soon as it is there."""
        return ActsOfFacts(self.picks, self.further.union(others))

    def _keys(self) -> set[str]:
        kinds = fact_kinds.values()
        return {
            f"{kind._meta.label_lower}.{act}" for kind in kinds for act in self.picks(kind)
        } | self.further

    def __contains__(self, key: object) -> bool:
        return key in self._keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())

    @classmethod
    def _from_iterable(cls, it: Iterable[T]) -> Set[T]:
        return frozenset(it)


WITHDRAWERS: set[str] = set()
CORRECTORS: set[str] = set()
EXCLUDERS: set[str] = set()
READMITTERS: set[str] = set()
"""The acts of apps above（app.model.act）from which a withdrawal, a proposed correction, 不纳入 or 重新纳入 may follow."""
CORRECTIONS_OF_FACTS = ActsOfFacts(lambda kind: {"correct"})


def acts_ending(*ways: End, besides: frozenset[str] = frozenset()) -> ActsOfFacts:
    """Return the acts by which facts end in one of these ways, and those named `besides`."""
    return ActsOfFacts(
        lambda kind: besides.union(
            act
            for act, verb in kind.TRANSITIONS.items()
            if verb.target
            and any(way_from(kind.ENDS or {}, old, verb.target, {}) in ways for old in verb.sources)
        )
    )


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds with their labels, as a list's filter offers them."""
    return [(key, str(kind._meta.verbose_name)) for key, kind in fact_kinds.items()]


class RegisteredKind(models.Model):
    """A kind of fact as the database knows it: its table, what a correction may touch, whence its parent row comes.

    `shown` maps what the public reads of it to the column that says it（`FactKind.public_columns`）.
    `columns` maps a column of the parent to the column or expression of the kind's own table; what it leaves out
    is the column of the same name, or nothing where there is none. `window_rule` is the key of the publicity rule,
    "" where the grade of the fact chooses it. The owning app's migration inserts the row and attaches the guards.
    """

    key = models.CharField(primary_key=True, max_length=14)
    label = models.CharField("类型", max_length=40)
    table_name = models.CharField(max_length=63, unique=True)
    correctable = ArrayField(models.CharField(max_length=63))
    subject = ArrayField(models.CharField(max_length=63))
    columns = models.JSONField(default=dict)
    shown = models.JSONField(default=dict)
    window_rule = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "records_factkind"
        verbose_name = "信息类型"
        verbose_name_plural = "信息类型"

    def __str__(self) -> str:
        return self.label


COPIED: dict[str, Any] = {"related_name": "+", "db_index": False, "db_constraint": False}
"""A key that the kind's own table checks, written here by its trigger alone."""


class Fact(Keyed):
    """The parent of whatever can be published, corrected or withdrawn; its id is that of the kind's own row.

    Written by the trigger of the kind's table and by nothing else, in the statement that changes the kind's row:
    status, persons and version are decided there. The kind's own table holds the keys and checks of what is
    copied here.
    """

    kind = models.ForeignKey(RegisteredKind, models.PROTECT, verbose_name="类型", **COPIED)
    department = models.ForeignKey(
        "organisations.Department",
        models.DO_NOTHING,
        null=True,
        verbose_name="部门",
        related_name="facts",
        db_constraint=False,
    )
    official = models.ForeignKey(
        "organisations.Official", models.DO_NOTHING, null=True, verbose_name="公务员", **COPIED
    )
    enterprise_code = models.CharField("企业统一社会信用代码", max_length=18, blank=True)
    enterprise_name = models.CharField("企业名称", max_length=200, blank=True)
    finding_unit = models.ForeignKey(
        "organisations.Department", models.DO_NOTHING, null=True, verbose_name="认定单位", **COPIED
    )
    domain = models.CharField("重点领域", max_length=16, blank=True)
    status = models.CharField("状态", max_length=16, choices=RecordStatus.choices)
    number = models.CharField("编号或文号", max_length=120)
    effective_on = models.DateField("生效日期", null=True)
    confirmed_at = models.DateTimeField("认定时间", null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, **COPIED)
    last_changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, **COPIED)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, **COPIED)
    content_version = models.PositiveIntegerField("内容版本")
    publishable = models.BooleanField("可以公示")

    class Meta:
        verbose_name = "信息"
        verbose_name_plural = "信息"
        constraints = [
            models.UniqueConstraint(fields=["id", "publishable"], name="fact_publishable_key"),
            models.CheckConstraint(
                name="fact_has_one_subject",
                condition=Q(department__isnull=False, official__isnull=True, enterprise_code="")
                | Q(department__isnull=True, official__isnull=False, enterprise_code="")
                | Q(department__isnull=True, official__isnull=True) & ~Q(enterprise_code=""),
            ),
            models.CheckConstraint(
                name="fact_open_is_of_no_official", condition=Q(publishable=False) | Q(official__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> object:
        """Return whom it is about: a department, an official, or an enterprise by its name."""
        return self.department or self.official or self.enterprise_name

    @property
    def of_kind(self) -> FactKind:
        """Return the fact as its kind keeps it, with all that is the kind's own."""
        found: FactKind = getattr(self, str(self.kind_id))
        return found
