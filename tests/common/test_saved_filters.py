"""Saved filters by their service: names, lengths, one default, each act once on the trail."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from common import services
from common.errors import Incomplete
from common.lists.frame import Frame
from common.lists.spec import lists
from common.models import SavedFilter
from common.roles import Role
from tests import factories
from tests.office import acts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


def frame(posting, query: str = "status=draft", key: str = "records") -> Frame:
    return Frame(lists[key], QueryDict(query), posting)


def save(posting, name: str = "我的草稿", **asked: str) -> SavedFilter:
    return services.save_filter(frame(posting, **asked), name, by=posting)


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "请填写"), (" 　 ", "请填写"), ("字" * 41, "40"), ("机密★10年", "密级")]
)
def test_a_name_that_will_not_do_is_refused_by_the_service_at_saving_and_at_renaming(clerk, name, sentence):
    kept = save(clerk)
    for act in (lambda: save(clerk, name), lambda: services.rename_filter(kept, name, by=clerk)):
        with pytest.raises(Incomplete) as refused:
            act()
        assert sentence in refused.value.fields["name"]
    assert [(row.name, acts_of(row)) for row in SavedFilter.objects.all()] == [("我的草稿", ["save_filter"])]


def test_a_name_of_forty_letters_fits_and_its_spaces_are_made_single(clerk):
    assert save(clerk, "字" * 40).name == "字" * 40
    assert save(clerk, "  南京   待复核 ").name == "南京 待复核"


def test_a_question_of_two_thousand_letters_fits_and_a_longer_one_is_refused(clerk):
    bare = len(frame(clerk, "q=").query) or len("q=")
    for more, fits in ((0, True), (1, False)):
        asked = frame(clerk, f"q={'x' * (2000 - bare + more)}")
        assert (len(asked.query) <= 2000) is fits
        if fits:
            assert services.save_filter(asked, "长", by=clerk).query == asked.query
        else:
            with pytest.raises(Incomplete, match="太长"):
                services.save_filter(asked, "更长", by=clerk)
    assert SavedFilter.objects.count() == 1


def test_the_same_name_is_free_for_another_list_and_another_person(clerk):
    save(clerk)
    save(clerk, query="level=city", key="departments")
    save(factories.posting(Role.CLERK))
    assert SavedFilter.objects.count() == 3
    with pytest.raises(Incomplete, match="同名"):
        save(clerk)


def test_a_list_opens_with_one_filter_and_neither_other_lists_nor_other_people_lose_theirs(clerk):
    other = factories.posting(Role.CLERK)
    first, second = save(clerk), save(clerk, "另一个")
    elsewhere, others = save(clerk, query="level=city", key="departments"), save(other)
    for kept, by in ((first, clerk), (elsewhere, clerk), (others, other), (second, clerk)):
        services.set_default(kept, by=by, on=True)
    assert set(SavedFilter.objects.filter(is_default=True)) == {second, elsewhere, others}


def test_a_repeated_click_on_a_default_changes_nothing_nor_does_a_stale_page_take_away_another(clerk):
    first, second = save(clerk), save(clerk, "另一个")
    for kept, on in ((first, True), (first, True), (second, True), (first, False)):
        services.set_default(kept, by=clerk, on=on)
    assert list(SavedFilter.objects.filter(is_default=True)) == [second]
    assert acts_of(first) == ["save_filter", "default_filter"]


def test_a_filter_is_gone_once_deleted_and_a_second_click_leaves_no_second_row(clerk):
    kept = save(clerk)
    again, key = SavedFilter.objects.get(), kept.pk
    services.drop_filter(kept, by=clerk)
    services.drop_filter(again, by=clerk)
    assert not SavedFilter.objects.exists()
    assert acts_of(SavedFilter(pk=key)) == ["save_filter", "drop_filter"]
