"""The last value that passes and the first that does not; what stands just on a line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import F
from django.urls import reverse

from common import file_kinds
from common.errors import Incomplete
from common.forms import WanField
from common.listing import ordered
from common.quick_search import SHOWN, find, refusal
from common.roles import Role
from contents.highlight import Piece, pieces
from identifiers.credit_codes import inner_digit_warning
from organisations.models import Region
from privacy.suspects import Suspect
from records.models import DishonestyRecord
from tests import factories
from tests.common.conftest import PDF, archive
from tests.office import sit


def test_a_file_of_exactly_the_greatest_size_is_taken_and_one_byte_more_is_not(monkeypatch):
    monkeypatch.setattr(file_kinds, "MOST_BYTES", len(PDF))
    assert file_kinds.require_kind("a.pdf", PDF) == "application/pdf"
    with pytest.raises(Incomplete, match="超过 20 MB"):
        file_kinds.require_kind("a.pdf", PDF + b"\n")


def test_an_archive_at_its_limits_is_taken(monkeypatch):
    made = archive("word/document.xml", "word/styles.xml")
    monkeypatch.setattr(file_kinds, "MOST_ENTRIES", 2)
    monkeypatch.setattr(file_kinds, "MOST_UNPACKED", 20)
    assert "word" in file_kinds.require_kind("a.docx", made)
    monkeypatch.setattr(file_kinds, "MOST_UNPACKED", 19)
    with pytest.raises(Incomplete, match="解开后过大"):
        file_kinds.require_kind("a.docx", made)


@pytest.mark.parametrize(("yuan", "shown"), [("1000000.00", "100"), ("5000", "0.5"), ("0", "0")])
def test_a_sum_in_a_form_loses_no_zero_that_counts(yuan, shown):
    assert WanField().prepare_value(Decimal(yuan)) == shown


def test_a_text_that_is_typed_again_stands_in_the_form_as_it_was_typed():
    assert WanField().prepare_value("12,5") == "12,5"


def test_two_letters_are_enough_to_be_looked_for_and_one_is_not():
    assert refusal("财政") == ""
    assert refusal("财") != ""


@pytest.mark.django_db
@pytest.mark.parametrize(("over", "leads"), [(0, False), (1, True)])
def test_hits_lead_to_the_list_of_all_only_where_more_are_there_than_shown(over, leads):
    for number in range(SHOWN + over):
        factories.department(name=f"模拟边界{number}局（演示）")
    _, held = sit(Role.CLERK)
    found = next(kind for kind in find(held, "边界") if kind.label == "部门")
    assert len(found.hits) == SHOWN
    assert found.more.startswith(reverse("organisations:departments")) is leads


def test_findings_that_touch_are_both_marked_and_those_that_overlap_once():
    def at(start: int, end: int) -> Suspect:
        return Suspect(start, end, "phone", "手机号", "甲乙丙丁"[start:end], "*")

    assert pieces("甲乙丙丁", [at(0, 2), at(2, 4)]) == [Piece("甲乙", "手机号"), Piece("丙丁", "手机号")]
    assert pieces("甲乙丙丁", [at(0, 3), at(2, 4)]) == [Piece("甲乙丙", "手机号"), Piece("丁")]


@pytest.mark.parametrize("inner", ["00001234", "0000123!X"])
def test_an_organisation_code_that_is_cut_off_or_holds_a_strange_letter_is_told(inner):
    assert "不是完整的组织机构代码" in str(inner_digit_warning("11320000" + inner))


def test_a_column_that_is_never_empty_sorts_backwards_by_its_index():
    filled = str(ordered(Region.objects.all(), {"code": ["code"]}, "-code").query)
    assert "NULLS" not in filled
    through = {"region": ["department__region__code"]}
    assert "NULLS LAST" in str(ordered(DishonestyRecord.objects.all(), through, "-region").query)
    unknown = Region.objects.annotate(short=F("code"))
    assert "NULLS LAST" in str(ordered(unknown, {"short": ["short"]}, "-short").query)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/records/SX\x00/", "/accounts/ab\x00c/email/"])
def test_an_address_with_a_nul_character_in_it_is_not_there(address):
    for role in (Role.CLERK, Role.SYSTEM_ADMIN):
        client, _ = sit(role)
        assert client.get(address.replace("\x00", "%00")).status_code in {403, 404}
