"""A loss that nobody wrote follows 涉及金额; sums that look like a slip between 元 and 万元 are asked about once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from common.cases.page_token import token_of
from common.errors import Incomplete
from common.models import Transition
from common.roles import Role
from records import services
from records.models import DishonestyRecord
from tests import factories
from tests.databases import as_owner
from tests.office import sit, text
from tests.records.test_entering import given
from tests.records.test_views_corrections import given as corrected
from tests.records.test_views_entry import given as typed

pytestmark = pytest.mark.django_db
USUAL = Decimal(200_000)
SLIP = USUAL * 20_000
UNSAID = "同涉及金额（未另填）"


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


@pytest.fixture
def usual():
    """Say what is usual, without twenty confirmed records."""
    with as_owner() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION records_usual_sum(kind text) RETURNS numeric LANGUAGE sql STABLE"
            " AS $$ SELECT CASE WHEN kind = 'penalty' THEN 200000::numeric END $$"
        )


def reasons(record):
    return list(
        Transition.objects.filter(object_id=record.pk).order_by("seq").values_list("reason", flat=True)
    )


def usual_of(source):
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_usual_sum(%s)", [source])
        return cursor.fetchone()[0]


# 损失


def test_a_loss_that_nobody_wrote_follows_the_amount_through_form_and_correction(clerk):
    made = services.enter_record(by=clerk, **given(amount=USUAL, loss=None))
    services.revise_record(made, by=clerk, **given(department=made.department, amount=USUAL * 10, loss=None))
    assert (made.counted_loss, made.computed_severity) == (USUAL * 10, "serious")
    done = factories.record("confirmed", amount=USUAL, loss=None)
    case = services.propose_correction(
        done,
        by=factories.posting(Role.CLERK),
        kind="facts",
        changes={"amount": USUAL * 10, "declared_severity": "serious"},
        grounds="金额写错",
    )
    services.review_correction(case, by=factories.posting(Role.REVIEWER), reason="与文书一致")
    done.refresh_from_db()
    assert (done.counted_loss, done.computed_severity) == (USUAL * 10, "serious")


def test_a_loss_that_somebody_wrote_stays_and_may_be_left_open_again(clerk):
    made = services.enter_record(by=clerk, **given(amount=USUAL, loss=USUAL))
    services.revise_record(made, by=clerk, **given(department=made.department, amount=USUAL * 10, loss=USUAL))
    assert made.counted_loss == USUAL
    services.revise_record(made, by=clerk, **given(department=made.department, amount=USUAL * 10, loss=None))
    assert made.counted_loss == USUAL * 10


def test_every_page_says_that_the_loss_follows_the_amount():
    made = factories.record("confirmed", amount=USUAL, loss=None)
    client, held = sit(Role.CLERK)
    for address in ("", "print/"):
        assert UNSAID in text(client.get(f"/records/{made.record_no}/{address}"))
    assert 'name="loss" value=' not in client.get(f"/records/{made.record_no}/correct/").content.decode()
    case = services.propose_correction(
        made, by=held, kind="facts", changes={"loss": USUAL / 2}, grounds="另有损失"
    )
    assert UNSAID in text(client.get(f"/corrections/{case.pk}/"))
    services.review_correction(case, by=factories.posting(Role.REVIEWER), reason="与文书一致")
    assert UNSAID in text(client.get(f"/records/{made.record_no}/?tab=history"))


# 金额


def test_what_is_usual_is_told_from_twenty_confirmed_records_of_the_same_source():
    for number in range(19):
        factories.record("confirmed", amount=USUAL + number)
    factories.record("confirmed", amount=USUAL, source_kind="judgment")
    factories.record("draft", amount=USUAL)
    assert usual_of("penalty") is None
    factories.record("confirmed", amount=USUAL * 1000)
    assert usual_of("penalty") == USUAL + 9


@pytest.mark.parametrize(
    ("sums", "is_asked"),
    [
        ({"amount": USUAL * 10_000, "loss": None}, False),
        ({"amount": USUAL * 10_000 + 1, "loss": None}, True),
        ({"amount": None, "loss": USUAL * 10_000 + 1}, True),
        ({"amount": USUAL, "loss": USUAL / 9_999}, False),
        ({"amount": USUAL, "loss": USUAL / 10_000}, True),
        ({"amount": USUAL / 10_000, "loss": USUAL}, True),
        ({"amount": USUAL, "loss": Decimal(0)}, False),
        ({"amount": USUAL, "loss": None, "source_details": {"fine": "20"}}, True),
        ({"amount": USUAL * 20_000, "loss": None, "source_kind": "judgment"}, False),
        ({"amount": None, "loss": None}, False),
    ],
)
@pytest.mark.usefixtures("usual")
def test_a_sum_is_asked_about_once_beyond_what_is_usual_or_beside_another(clerk, sums, is_asked):
    fields = given(**{"declared_severity": "serious", **sums})
    if not is_asked:
        made = services.enter_record(by=clerk, **fields)
        assert reasons(made) == ["手工录入"]
        return
    with pytest.raises(Incomplete, match=r"一万倍.*金额无误"):
        services.enter_record(by=clerk, **fields)
    made = services.enter_record(by=clerk, sums_right=True, **fields)
    assert "手工录入；金额无误：" in reasons(made)[0]


@pytest.mark.usefixtures("usual")
def test_once_confirmed_it_is_not_asked_again_until_the_sum_changes(clerk):
    body = factories.department()
    first = given(department=body, amount=SLIP, loss=None)
    made = services.enter_record(by=clerk, sums_right=True, **first)
    services.revise_record(made, by=clerk, **{**first, "facts": "改了措辞"})
    assert reasons(made)[-1] == "修改内容"
    with pytest.raises(Incomplete, match="一万倍"):
        services.revise_record(made, by=clerk, **{**first, "amount": SLIP + 1})


@pytest.mark.usefixtures("usual")
def test_a_correction_asks_of_the_sums_that_it_changes_and_keeps_the_answer():
    clerk = factories.posting(Role.CLERK)
    grave = {"declared_severity": "serious", "computed_severity": "serious"}
    made = factories.record("confirmed", amount=SLIP, loss=None, **grave)
    other = {"kind": "facts", "grounds": "补正", "by": clerk}
    case = services.propose_correction(made, changes={"facts": "改了措辞"}, **other)
    services.cancel_correction(case, by=clerk, reason="重提")
    wrong = {"amount": SLIP * 2}
    with pytest.raises(Incomplete, match="一万倍"):
        services.propose_correction(made, changes=wrong, **other)
    case = services.propose_correction(made, changes=wrong, sums_right=True, **other)
    assert "补正；金额无误：" in case.grounds
    case = case.send_back(by=factories.posting(Role.REVIEWER), reason="补文书")
    again = services.revise_correction(case, changes=wrong, **other)
    assert again.status == "pending"


# 页面


@pytest.mark.usefixtures("usual")
def test_the_form_asks_with_a_tick_that_holds_for_the_sums_as_typed():
    body = factories.department("320102")
    client, _ = sit(Role.CLERK, "320100")
    address = "/records/new/?source=penalty"
    slip = typed(body, amount="400000", declared_severity="serious")
    assert "sums_right" not in client.get(address).content.decode()
    page = client.post(address, slip)
    form = page.context["form"]
    assert (page.status_code, form.typed_sums) == (422, "400000||5|")
    assert f'name="sums_right" value="{form.typed_sums}"' in page.content.decode()
    assert "一万倍" in text(page)
    ticked = {**slip, "sums_right": form.typed_sums}
    other = client.post(address, {**ticked, "amount": "500000"})
    assert (other.status_code, "checked" in str(other.context["form"]["sums_right"])) == (422, False)
    unsound = client.post(address, {**ticked, "decided_on": "2099-01-01"})
    assert "checked" in str(unsound.context["form"]["sums_right"])
    assert client.post(address, ticked).status_code == 302
    made = DishonestyRecord.objects.get()
    edit = f"/records/{made.record_no}/edit/"
    assert client.post(edit, {**slip, "facts": "改了措辞", "page_token": token_of(made)}).status_code == 302


@pytest.mark.usefixtures("usual")
def test_the_page_of_a_correction_asks_too():
    made = factories.record("confirmed", amount=USUAL, loss=None)
    client, _ = sit(Role.CLERK)
    address = f"/records/{made.record_no}/correct/"
    posted = corrected(made, amount="400000", declared_severity="serious")
    page = client.post(address, posted)
    assert (page.status_code, "一万倍" in text(page)) == (422, True)
    posted["sums_right"] = page.context["form"].typed_sums
    assert client.post(address, posted).status_code == 302
