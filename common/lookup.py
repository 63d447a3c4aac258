"""Looking somebody or something up inside a form: type some words, see the few that they may mean, pick one.

The button beside the field sends the form back with what was found, so it works without scripts; with them the
same answer is asked for while one types. The Enter key presses the first button of a form: a hidden one before the
first lookup's, so that Enter acts, but where words were typed that are not looked up yet it looks them up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.forms.renderers import BaseRenderer
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from common.forms import OfficeForm

OFFERED, LONGEST = 12, 100
LOOK, ENTER, PICK, ASKED = "look", "enter", "-pick", "-asked"


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Offer:
    """One row as it is offered; `key` tells it from the others."""

    key: str
    title: str
    detail: str = ""


@dataclass(frozen=True)
class Typed:
    """What came back of a lookup: the words, and the key of the offer that was picked."""

    text: str = ""
    pick: str = ""


class Source(Protocol[Row]):
    """What can be looked up; one for each question, made for the form that asks it."""

    @property
    def noun(self) -> str:
        """Return what one row is called."""

    def find(self, words: str) -> Sequence[Row]:
        """Return at most `OFFERED` + 1 rows that the words may mean; "" asks for those to offer at first."""

    def named(self, text: str) -> Sequence[Row]:
        """Return the rows that the text names wholly, two at most; exactly one needs no picking."""

    def offer(self, row: Row) -> Offer:
        """Return how a row is shown."""

    def missing(self, words: str) -> str:
        """Return what to tell who finds nothing, with what to do about it."""


class LookupInput(forms.Widget):
    """A line for words, its button, and what they found as a list to pick from by mouse or arrow keys."""

    template_name = "common/lookup.html"
    source: Source[Any]
    is_looked = False

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> Typed:
        text = str(data.get(name) or "").replace("\x00", "").strip()
        return Typed(text[:LONGEST], str(data.get(name + PICK) or ""))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> bool:
        return name not in data and name + PICK not in data

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        found = self.source.find(typed.text)
        given = {**self.attrs, **(attrs or {})}
        context = {
            "name": name,
            "id": given.get("id", name),
            "described_by": given.get("aria-describedby", ""),
            "is_invalid": given.get("aria-invalid", ""),
            "typed": typed,
            "noun": self.source.noun,
            "offers": [self.source.offer(row) for row in found[:OFFERED]],
            "has_more": len(found) > OFFERED,
            "missing": "" if found or "aria-invalid" in given else self.source.missing(typed.text),
            "is_looked": self.is_looked,
            "length": LONGEST,
        }
        return render_to_string(self.template_name, context)


class LookupField(forms.Field):
    """One row of a `Source`: picked from what the words found, or named wholly."""

    widget = LookupInput
    source: Source[Any]

    def look_in(self, source: Source[Any]) -> None:
        """Say where to look; every form does, because what may be found hangs on who asks."""
        self.source = self.widget.source = source  # type: ignore[attr-defined]

    def clean(self, value: Typed | None) -> Model | None:
        typed = value or Typed()
        if not typed.text and not typed.pick:
            if self.required:
                raise forms.ValidationError(f"请输入几个字查找{self.source.noun}，再从列出的里面选一个")
            return None
        if typed.pick:
            return self._picked(self.source.find(typed.text), typed.pick)
        named = self.source.named(typed.text)
        if len(named) == 1:
            return named[0]
        raise forms.ValidationError(self.unfound(typed.text))

    def unfound(self, text: str) -> str:
        """Return what to tell who typed words that name no row."""
        is_offered = bool(self.source.find(text))
        return f"请从下面列出的{self.source.noun}里选一个" if is_offered else self.source.missing(text)

    def _picked(self, found: Sequence[Any], key: str) -> Model:
        for row in found:
            if self.source.offer(row).key == key:
                return row
        raise forms.ValidationError("选中的与输入的文字对不上，请重新查找后再选")


class LookupForm(OfficeForm):
    """A form with lookups: sent by a lookup's own button it only shows what was found, and nothing is refused yet."""

    @property
    def looked(self) -> str:
        """Return the name of the field to look in: whose button was used, or in whose words Enter was pressed.

        "" where the form was sent to act.
        """
        name = str(self.data.get(LOOK) or "")
        if name in self.fields:
            return name
        return next(self._words_not_asked(), "") if ENTER in self.data else ""

    def _words_not_asked(self) -> Iterator[str]:
        """Return the lookups whose words are others than those that the list below them was found by."""
        for name, field in self.fields.items():
            asked = self.data.get(self.add_prefix(name) + ASKED, "")
            if isinstance(field, LookupField) and self[name].data.text != asked:
                yield name

    def is_valid(self) -> bool:
        return not self.looked and super().is_valid()

    def full_clean(self) -> None:
        if self.is_bound and self.looked:
            self._errors, self.cleaned_data = ErrorDict(), {}
            self.fields[self.looked].widget.is_looked = True  # type: ignore[attr-defined]
            return
        super().full_clean()
