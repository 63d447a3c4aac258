from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.db import models

from common.errors import Incomplete, NotEligible
from common.trail import Actor
from organisations.models import Official
from organisations.models.departments import Department
from organisations.models.regions import Region
from policy.vocabulary import RecordStatus
from postings.models.handovers import Responsibility
from privacy.headlines import masked_title
from records.facts.models.dated_facts import DatedFact
from records.facts.models.facts import Fact
from records.facts.models.four_eyes import FourEyes
from records.facts.models.parent_facts import ParentFact
from records.status_words import StatusWord, of_record

if TYPE_CHECKING:
    from records.corrections.models.withdrawals import SourceDocument
    from records.publications.models.publications import Publication


NOT_OWN = "只能作废自己录入或交接给自己的草稿"


class FactKind(FourEyes, DatedFact):
    """A kind of what can be published, corrected and withdrawn: what the kinds answer each in its own way.

    The row of `records_factkind` under KIND says the same of its table to the database.
    """

    CORRECTABLE: ClassVar[tuple[str, ...]]
    """What a correction may touch. Another subject, source, kind or openness is another fact: withdraw, enter anew."""
    KNOWN_FROM: ClassVar[str] = "confirm"
    """The act from which the department may know of it."""
    SUBJECTS: ClassVar[tuple[str, ...]] = ("department",)
    """The fields of which one names whom it is about."""
    NUMBER_WORD: ClassVar[str] = "文书号"
    """What the number of its document is called."""
    NUMBER_KEY: ClassVar[str] = "document_key"
    """The normal form of the document's number, by which people look for it."""
    PAGE_KEY: ClassVar[str] = "pk"
    """The field by which its page is asked for."""
    SUMS: ClassVar[frozenset[str]] = frozenset()
    """The fields that hold sums of money."""
    UNSAID: ClassVar[Mapping[str, str]] = {}
    """What an empty field means, where that is more than nothing."""
    PLACE: ClassVar[str] = "department__region"
    """The path to the region where it counts."""
    TOLD_AS: ClassVar[str]
    """The heading over its public text."""
    TOLD: ClassVar[tuple[str, ...]]
    """The texts of the file that its public text is drawn from, the first to start with."""
    IS_COUNTED: ClassVar[bool] = False
    """Whether figures and archives count it: dishonesty, as a lost case by itself is none（行政诉讼法 96）."""
    IS_REPAIRABLE: ClassVar[bool] = False
    """Whether credit repair may end its publication."""
    TAKES_NOTE: ClassVar[bool] = False
    """Whether its department may say something in its own name beside it."""
    CORRECTED_TOPIC: ClassVar[str]
    WITHDRAWN_TOPIC: ClassVar[str]

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        objects: Any
        department: Any
        department_id: Any
        finding_unit: Any
        parent: Fact
    else:
        parent = ParentFact()

    @property
    def publications(self) -> models.QuerySet[Publication]:
        """Return its publications."""
        return Fact(pk=self.pk).publications.all()

    def as_parent(self) -> Fact:
        """Return an unsaved stand-in for its parent, which leads back to this very object."""
        parent = Fact(pk=self.pk, kind_id=self.KIND)
        type(self)._meta.get_field("parent").remote_field.set_cached_value(parent, self)
        return parent

    def is_own(self, by: Actor) -> bool:
        """Say whether `by` entered it, or took its draft over."""
        draft = (by.id, f"{self.KIND}_draft", self.pk)
        return by.user_id == self.entered_by_id or Responsibility.lies_with(*draft)

    def void(self, *, by: Actor, reason: str) -> Self:
        """Undo one's own draft, or one taken over; it no longer counts as a duplicate."""
        if not self.is_own(by):
            raise NotEligible(NOT_OWN)
        return self.move("void", by=by, reason=reason)

    def evidence_holder(self) -> Self:
        """Return the fact itself."""
        return self

    def submit(self, *, by: Actor, reason: str = "") -> Self:
        """Hand the draft to review."""
        raise NotImplementedError

    def send_back(self, *, by: Actor, reason: str) -> Self:
        """Return it to who entered it（退回）."""
        raise NotImplementedError

    def confirm(self, *, by: Actor, reason: str) -> Self:
        """Confirm it（认定）with other eyes than those that entered it."""
        raise NotImplementedError

    @property
    def number(self) -> str:
        """Return the business key by which people name it."""
        raise NotImplementedError

    @property
    def document(self) -> str:
        """Return the number of the document that it rests on."""
        return self.number

    @property
    def named(self) -> str:
        """Return by what a list names it: the number of its document, its own while a draft has none."""
        return self.document or self.number

    @property
    def unit(self) -> Department:
        """Return the department that it is about, or the one its official belongs to."""
        raise NotImplementedError

    @property
    def place(self) -> Region:
        """Return the region where it counts."""
        found: Region = attrgetter(self.PLACE.replace("__", "."))(self)
        return found

    @property
    def page_key(self) -> UUID | str:
        """Return by what its page is asked for."""
        return getattr(self, self.PAGE_KEY)

    @property
    def subject(self) -> Department | Official | None:
        """Return the department, or the person, that it is about."""
        return next(filter(None, (getattr(self, name) for name in self.SUBJECTS)), None)

    @property
    def status_word(self) -> StatusWord:
        """Return the one word for where it stands; rows of `with_publication` know their publication already."""
        known: dict[str, Any] = self.__dict__
        if "publication_status" not in known:
            newest = self.publications.order_by("-id").first()
            stands = (newest.shown_status, newest.end_ground) if newest else (None, "")
            known = dict(zip(("publication_status", "publication_ground"), stands, strict=True))
        publication, ground = known["publication_status"], known["publication_ground"]
        return of_record(
            self.status, publishable=not self.bar_to_public, publication=publication, ground=ground
        )

    @property
    def bar_to_public(self) -> str:
        """Return why it may never stand in public, "" where it may."""
        return ""

    @property
    def is_listed(self) -> bool:
        """Say whether its own fields put the debtor on the court's list（失信被执行人）."""
        return False

    @property
    def information_class(self) -> str:
        """Return the key of its class in the catalogue（信息分类）."""
        return self.KIND

    def heading_text(self) -> str:
        """Return the text that its headline is derived from."""
        return str(self)

    def as_title(self, text: str) -> str:
        """Return what of `text` is its headline."""
        return text[:120]

    def title(self) -> str:
        """Return a working headline, in which names and numbers of persons are masked."""
        return self.as_title(masked_title(self.heading_text())) or f"{self._meta.verbose_name}（尚未写明）"

    def first_text(self) -> str:
        """Return the text of the file from which the public one starts."""
        return str(getattr(self, self.TOLD[0]) or self)

    def document_name(self) -> str:
        """Return the name of the document that the public reads."""
        return ""

    @classmethod
    def public_columns(cls) -> dict[str, str]:
        """Return what the public reads of the fact itself: by its name in public, the column that says it."""
        raise NotImplementedError

    def public_fields(self) -> dict[str, Any]:
        """Return what the public reads of the fact as it is, beside the text written for it."""
        return {name: getattr(self, column) for name, column in self.public_columns().items()}

    def bodies_to_tell(self) -> Mapping[str, Department | None]:
        """Return whom its withdrawal concerns, by the part they have in it."""
        return {"subject": self.unit, "finding_body": self.finding_unit}

    def apart_from(self, other: Self) -> list[str]:
        """Return in words what tells it from another fact of the same document."""
        raise NotImplementedError

    def near_words(self, other: Self, percent: int) -> str:
        """Return in words why another fact on the same subject, with so much of its text, may be this one."""
        raise NotImplementedError

    def withdrawn(self, source: SourceDocument, today: date) -> dict[str, Any]:
        """Return what of its content changes as it is withdrawn, beside its status."""
        return {}

    def repaired(self, today: date | None) -> dict[str, Any]:
        """Return what changes as its credit is repaired today, or back as that is undone（None）; of IS_REPAIRABLE kinds."""
        return {}

    def start_terms(self, *, by: Actor) -> None:
        """Start anew the periods that a correction may have moved, where it has any."""

    def end_terms(self, *, reason: str, by: Actor) -> None:
        """End its periods with its effect, where it has any."""

    def derived(self) -> dict[str, Any]:
        """Return what follows from the content: normal form of the number, computed grade, periods."""
        raise NotImplementedError

    def reading(self, values: Mapping[str, Any]) -> Self:
        """Return an unsaved copy as it would read with `values`, what follows from them included."""
        copy = type(self)._default_manager.get(pk=self.pk)
        for name, value in values.items():
            setattr(copy, name, value)
        for name, value in copy.derived().items():
            setattr(copy, name, value)
        return copy

    def sums(self) -> dict[str, Decimal]:
        """Return what it says in 元, by label."""
        return {}

    def same_matter(self) -> dict[str, Any]:
        """Return what makes another fact one of the same document on the same subject."""
        raise NotImplementedError

    def require_reason_after_withdrawal(self, reason: str, *was: FactKind, by: Actor) -> None:
        """Raise Incomplete with the fate of a withdrawn fact that this one would revive, where no reason is given.

        One that is changed is asked only where it becomes another matter than it `was`; of a fact out of sight of `by`
        only that there is one is told. rules.md 0.2v
        """
        matter = self.same_matter()
        if reason.strip() or matter in [one.same_matter() for one in was]:
            return
        gone = type(self).objects.filter(**matter, status=RecordStatus.WITHDRAWN).order_by("pk").last()
        if gone is not None:
            seen = type(self).objects.visible_to(by).filter(pk=gone.pk).exists()
            which = (
                f" {gone.number} 已于 {gone.parent.withdrawal.withdrawn_on} 撤销" if seen else "记录撤销过"
            )
            fate = f"同一文书、同一主体的{which}；确需重新录入的，请写明理由"
            raise Incomplete(fate, {"again": fate})

    def faults(self, today: date) -> dict[str, str]:
        """Return by field what the constraints would refuse, in words."""
        raise NotImplementedError
