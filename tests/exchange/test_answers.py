"""Signed answers of screening: what they say, to whom they are given, how they are checked, when they hold no more."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commitments.screening.models import Hit
from commitments.screening.services import annulling, deciding, keeping
from common.errors import Incomplete, NotAllowed, NotEligible
from common.models import RuleValue
from common.roles import Role
from disclosure.store import signing
from exchange.answers import services
from exchange.answers.models import AnswerSeries, SignedAnswer
from tests import factories
from tests.commitments import screens
from tests.commitments.makers import TODAY, days_ago
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db
TO = {"recipient": "模拟公共资源交易平台（演示）", "basis": "模拟数据共享协议〔2026〕3号"}


def given(check, by=None):
    return services.give_out(check, by=by or factories.posting(Role.OFFICER), **TO)


def told(answer):
    return json.loads(answer.content)


def verdicts(answer):
    return [one["verdict"] for one in told(answer)["bidders"]]


def check_of(state="blocking"):
    return screens.hit(state).body.check_case


@pytest.mark.parametrize(
    ("state", "verdict"),
    [("blocking", "blocked"), ("releasing", "blocked"), ("released", "released"), ("dismissed", "invalid")],
)
def test_a_bidder_is_answered_as_its_hit_stands(state, verdict):
    assert verdicts(given(check_of(state))) == [verdict]


def test_a_bidder_without_code_is_not_let_pass_because_a_namesake_stood_on_the_list():
    screens.listed(name="模拟同名公司")
    code = {"credit_code": screens.company_code()}
    by = factories.posting(Role.OFFICER)
    check = screens.compared({"name": "模拟同名公司"}, {"name": "模拟同名公司", **code}, by=by)
    for hit in Hit.objects.all():
        deciding.dismiss(hit, by=by, reason="不是同一主体")
    assert verdicts(given(check, by)) == ["invalid", "clear"]


def test_an_answer_names_its_number_its_lists_by_version_and_each_bidder():
    code = screens.company_code()
    entry = screens.listed(credit_code=code, as_of=days_ago(1))
    by = factories.posting(Role.OFFICER)
    check = screens.compared(
        {"name": "模拟甲公司", "credit_code": code, "consortium": "模拟联合体"},
        {"name": "模拟乙公司", "credit_code": screens.company_code()},
        by=by,
    )
    made = given(check, by)
    year = timezone.localdate().year
    assert made.number == f"DF-{year}-000001"
    said = told(made)
    assert (said["number"], said["recipient"], said["basis"]) == (made.number, TO["recipient"], TO["basis"])
    assert said["check"]["number"] == check.number
    assert [one["version"] for one in said["lists"] if one["list"] == "失信被执行人"] == [
        entry.version.number
    ]
    assert [(one["row"], one["verdict"]) for one in said["bidders"]] == [(1, "blocked"), (2, "clear")]
    assert said["bidders"][0]["consortium"] == "模拟联合体"
    assert said["valid_until"] == made.valid_until.isoformat()
    assert acts_of(check)[-1] == "give_answer"
    assert entry.document_number not in made.content, "what the list says of a body stays inside"


def test_anybody_can_check_the_signature_and_no_letter_can_be_changed():
    made = given(check_of())
    key = load_pem_public_key(signing.public_key())
    key.verify(bytes(made.signature), made.content.encode())
    for forged in (made.content.replace("拦截", "不拦截"), made.content + " "):
        with pytest.raises(InvalidSignature):
            key.verify(bytes(made.signature), forged.encode())
    assert made.sha256 == sha256(made.content.encode()).hexdigest()
    assert told(made)["signature"]["fingerprint"] == f"sha256:{signing.fingerprint()}"


def test_a_name_that_waits_is_told_to_nobody_outside():
    check = check_of("waiting")
    with pytest.raises(NotEligible, match="核实以后"):
        given(check)
    assert not SignedAnswer.objects.exists()
    assert not AnswerSeries.objects.filter(last_number__gt=0).exists(), "what fails takes no number"
    deciding.confirm(
        Hit.objects.get(), by=factories.posting(Role.OFFICER), reason="同一主体", decided_document="变更登记"
    )
    assert verdicts(given(check)) == ["blocked"]


def test_of_a_natural_person_nothing_but_the_end_of_the_number_leaves():
    number = screens.card()
    screens.listed(card=number, name="模拟甲某")
    check = screens.compared({"name": "模拟甲某", "id_number": number})
    made = given(check)
    for personal in (number, "模拟甲某"):
        assert personal not in made.content
    [said] = told(made)["bidders"]
    assert (said["name"], said["id_tail"], said["verdict"]) == ("", number[-4:], "blocked")
    assert services.state_of(made, TODAY).holds


def _removed(hit):
    later = screens.version()
    screens.entry(
        later,
        credit_code=hit.entry.credit_code,
        identity=hit.entry.identity,
        name_identity=hit.entry.name_identity,
        removed_on=TODAY,
    )
    screens.in_force(later)


def _annulled(hit):
    made = annulling.enter_error(
        hit.entry, by=factories.posting(Role.CLERK), document="撤销决定", reason="列错"
    )
    keeping.put_in_force(made, by=factories.posting(Role.REVIEWER))


def _released(hit):
    deciding.ask_release(hit, by=factories.posting(Role.OFFICER), **screens.RELEASE)
    deciding.release(hit, by=factories.posting(Role.DIRECTOR), reason="已核对")


@pytest.mark.parametrize("change", [_annulled, _released])
def test_an_answer_holds_no_more_once_what_it_says_of_a_bidder_does_not(change):
    hit = screens.hit("blocking")
    made = given(hit.body.check_case)
    assert services.state_of(made, TODAY).holds
    change(hit)
    state = services.state_of(made, TODAY)
    assert not state.holds
    assert "第 1 行" in state.words
    assert verdicts(given(hit.body.check_case)) != ["blocked"], "what is given out now says so"


def _listed_since(check):
    version = screens.version()
    screens.entry(version, credit_code=check.bodies.get().credit_code)
    screens.in_force(version)


def _of_others(check):
    screens.in_force(screens.version("serious"))


def _no_longer_listed(check):
    _removed(Hit.objects.get(body__check_case=check))


@pytest.mark.parametrize(
    ("state", "change"), [("", _listed_since), ("", _of_others), ("blocking", _no_longer_listed)]
)
def test_a_list_in_force_since_the_comparison_lets_its_answer_hold_no_more_and_none_be_given_out(
    state, change
):
    if state:
        check = check_of(state)
    else:
        screens.listed(as_of=days_ago(1))
        check = screens.compared({"name": "模拟丙公司", "credit_code": screens.company_code()})
    made = given(check)
    assert services.state_of(made, TODAY).holds
    change(check)
    state_now = services.state_of(made, TODAY)
    assert not state_now.holds
    assert "重新比对" in state_now.words
    with pytest.raises(NotEligible, match="名单已更新，请重新比对"):
        given(check)
    client = client_of(factories.posting(Role.OFFICER))
    assert "不再有效" in text(client.get("/screening-answers/check/", {"asked": made.number}))
    assert "出具签名答复" not in text(client.get(f"/screening/{check.pk}/"))


def test_a_draft_of_a_list_and_a_correction_of_another_entry_change_no_answer():
    other = screens.listed(credit_code=screens.company_code())
    check = check_of()
    made = given(check)
    screens.version()
    draft = annulling.enter_error(other, by=factories.posting(Role.CLERK), document="撤销决定", reason="列错")
    keeping.put_in_force(draft, by=factories.posting(Role.REVIEWER))
    assert services.state_of(made, TODAY).holds
    assert verdicts(given(check)) == ["blocked"]


@pytest.mark.parametrize(
    ("court", "serious", "until"), [(0, 0, 2), (1, 0, 1), (2, 0, 0), (0, 6, 1), (1, 7, 0)]
)
def test_an_answer_holds_to_the_end_of_the_age_of_its_lists_as_counted_by_hand(court, serious, until):
    """Lists of so many days ago, good for 2 and for 7 days: until how many days from now does an answer of today hold?"""
    for kind, age in (("court", court), ("serious", serious)):
        screens.in_force(screens.version(kind, days_ago(age)))
    made = given(screens.compared({"name": "模拟乙公司", "credit_code": screens.company_code()}))
    last = TODAY + timedelta(days=until)
    assert made.valid_until == last
    assert services.state_of(made, last).holds
    assert "已过" in services.state_of(made, last + timedelta(days=1)).words


def test_a_comparison_with_lists_past_their_age_is_not_given_out():
    with pytest.raises(NotEligible, match="名单都已过期"):
        given(screens.compared({"name": "模拟乙公司", "credit_code": screens.company_code()}))


def test_who_may_give_out_is_who_may_compare_and_sees_it():
    check = check_of()
    for wrong in (Role.CLERK, Role.REVIEWER, Role.AUDITOR, Role.SECRECY):
        with pytest.raises(NotAllowed):
            given(check, factories.posting(wrong))
    other = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    with pytest.raises(NotAllowed):
        given(check, other)
    assert client_of(other).get(f"/screening-answers/{given(check).pk}/").status_code == 404


def test_what_the_catalogue_of_information_does_not_share_leaves_for_nobody():
    check = check_of()
    RuleValue.objects.filter(kind="information_class", key="screening_answer").update(effective_to=TODAY)
    with pytest.raises(NotEligible, match="信息分类目录"):
        given(check)


def test_a_recipient_with_a_secrecy_mark_is_refused():
    with pytest.raises(Incomplete):
        services.give_out(
            check_of(), by=factories.posting(Role.OFFICER), recipient="某系统（机密）", basis="协议"
        )


def test_numbers_have_no_gap_and_what_was_given_out_never_changes():
    check = check_of()
    made = [given(check) for _ in range(3)]
    assert [one.serial for one in made] == [1, 2, 3]
    series = AnswerSeries.objects.get()
    assert series.last_number == 3
    for statement in (
        f"UPDATE exchange_signedanswer SET recipient = '改' WHERE id = '{made[0].pk}'",
        f"DELETE FROM exchange_signedanswer WHERE id = '{made[0].pk}'",
        f"UPDATE exchange_answerseries SET last_number = 9 WHERE id = '{series.pk}'",
        f"UPDATE exchange_answerseries SET year = 2001 WHERE id = '{series.pk}'",
        f"DELETE FROM exchange_answerseries WHERE id = '{series.pk}'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="编号须连续"), transaction.atomic():
        SignedAnswer.objects.create(
            series=series,
            serial=9,
            number=f"DF-{series.year}-000009",
            check_case=check,
            content="x",
            sha256=sha256(b"x").hexdigest(),
            signature=b"0" * 64,
            valid_until=TODAY,
            made_at=timezone.now(),
            made_by=factories.person(),
            **TO,
        )


def test_a_page_gives_the_text_its_signature_and_the_key_and_says_how_to_check():
    by = factories.posting(Role.OFFICER)
    client, check = client_of(by), check_of()
    assert "出具签名答复" in text(client.get(f"/screening/{check.pk}/"))
    assert client.post(f"/screening-answers/new/{check.pk}/", {"recipient": ""}).status_code == 422
    done = client.post(f"/screening-answers/new/{check.pk}/", TO)
    made = SignedAnswer.objects.get()
    assert done.url == f"/screening-answers/{made.pk}/"
    page = text(client.get(done.url))
    for words in ("仍然有效", made.number, made.sha256, signing.fingerprint(), "拦截", "openssl"):
        assert words in page
    content = client.get(f"/screening-answers/{made.pk}.json").content
    signature = base64.b64decode(client.get(f"/screening-answers/{made.pk}.sig").content)
    key = load_pem_public_key(client.get(f"/screening-answers/{made.pk}.pem").content)
    key.verify(signature, content)
    for nothing in ("-" * 36, "0" * 36, f"{made.pk}"[:-1] + "-"):
        assert client.get(f"/screening-answers/{nothing}.json").status_code == 404
    assert client.get(f"/screening-answers/{made.pk}.html").status_code == 404


def test_whether_one_holds_is_asked_by_number_or_by_the_digest_of_the_file():
    hit = screens.hit("blocking")
    made = given(hit.body.check_case)
    client = client_of(factories.posting(Role.OFFICER))
    for asked in (made.number, made.number.lower(), made.sha256):
        assert "为止有效" in text(client.get("/screening-answers/check/", {"asked": asked}))
    assert "没有查到" in text(client.get("/screening-answers/check/", {"asked": "DF-2001-000001"}))
    _released(hit)
    assert "不再有效" in text(client.get("/screening-answers/check/", {"asked": made.number}))


def test_a_comparison_that_waits_offers_no_answer():
    check = check_of("waiting")
    client = client_of(factories.posting(Role.OFFICER))
    assert "出具签名答复" not in text(client.get(f"/screening/{check.pk}/"))
    assert client.get(f"/screening-answers/new/{check.pk}/").status_code == 409
