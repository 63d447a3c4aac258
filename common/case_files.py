"""What may be laid beside a case: each kind of object says who may add evidence and who may talk about it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db.models import QuerySet

from common.errors import ActRefused, NotAllowed
from common.models import Evidence
from common.trail import Actor
from common.workflow import Workflow

Case = TypeVar("Case", bound=Workflow)
Requirement = Callable[[Any, Any], None]


@dataclass(frozen=True)
class CaseFile:
    """One kind of object; the three requirements raise a refusal in words, `others` are postings to tell, `seen` the files."""

    model: str
    name: Callable[[Any], str]
    address: Callable[[Any], str]
    require_attach: Requirement
    require_withdraw: Requirement
    require_say: Requirement
    others: Callable[[Any, Any], Iterable[uuid.UUID]]
    seen: Callable[[Any, Any], QuerySet[Evidence]] = lambda obj, posting: Evidence.objects.of(obj)

    @property
    def model_class(self) -> type[Workflow]:
        return cast(type[Workflow], apps.get_model(self.model))

    def rows(self, posting: Actor) -> QuerySet[Any]:
        """Return the objects of this kind that `posting` may see."""
        return cast(QuerySet[Any], self.model_class.objects.visible_to(posting))  # type: ignore[attr-defined]

    def locked(self, obj: Case, by: Actor) -> Case:
        """Return `obj` afresh and locked, so that its state holds until the act is done; refuse out of scope or recused."""
        if not self.rows(by).filter(pk=obj.pk).exists():
            raise NotAllowed(f"{obj._meta.verbose_name}不在您的岗位范围内")
        obj.require_no_recusal(by)
        return type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)


class CaseFiles(dict[str, CaseFile]):
    """The registry, by model label."""

    def register(self, *files: CaseFile) -> None:
        for file in files:
            self[file.model] = file

    def of(self, obj: Workflow) -> CaseFile:
        return self[obj._meta.label_lower]


def may(require: Requirement, obj: Workflow, by: Actor) -> bool:
    """Say whether a requirement lets `by` act."""
    try:
        obj.require_no_recusal(by)
        require(obj, by)
    except ActRefused:
        return False
    return True


case_files = CaseFiles()
