"""Help at work: the manual by role, the glossary, help on fields, the way out of an empty portal."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from common.field_help import field_helps
from common.manual import DOCS, anchor_of, find_terms, sections, sections_for, term_of, terms
from common.models import Holiday, RuleValue
from common.registry import Place, registry
from common.roles import Role
from exchange.models.duties import ReportingDuty
from exchange.services.duties import open_duties
from postings import services as postings_services
from postings.onboarding import STEPS, WORKING, steps_for
from records.facts.dishonesty.source_fields import SOURCE_FIELDS
from tests import factories
from tests.office import queries, sit, text

ANCHORS = re.compile(r'id="([^"]+)"')
PLACES = {place for role in Role for place in registry.of(Place, role)}


def _anchors(page: str) -> list[str]:
    return ANCHORS.findall(page)


def test_every_page_leads_to_a_part_that_the_manual_has():
    known = {section.anchor for section in sections()} | {
        anchor for section in sections() for anchor in _anchors(section.html)
    }
    assert {place.chapter for place in PLACES} <= known


def test_every_place_of_the_sidebar_has_its_part_of_the_manual():
    assert all(place.chapter for place in PLACES)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_what_a_role_needs_stands_before_what_others_need(role):
    order = [bool(s.roles) and role not in s.roles for s in sections_for(role)]
    assert order == sorted(order)
    assert any(role in section.roles for section in sections())


@pytest.mark.parametrize("section", [one for one in sections() if one.roles], ids=lambda one: one.title)
def test_each_role_has_its_picture_in_its_part_of_the_manual(section):
    pictures = re.findall(r'src="(?:/help/pictures/)?([^"]+\.png)"', section.html)
    assert len(set(pictures)) >= len(section.roles)


def test_the_manuals_own_pictures_are_all_shown_and_of_one_size():
    text = (DOCS / "manual.md").read_text(encoding="utf-8")
    for picture in (DOCS / "manual").glob("*.png"):
        assert f"](manual/{picture.name})" in text
        head = picture.read_bytes()[16:24]
        assert (int.from_bytes(head[:4]), int.from_bytes(head[4:])) == (1440, 900)
        assert picture.stat().st_size <= 150_000


@pytest.mark.django_db
def test_the_manual_shows_its_pictures_and_no_other_file():
    client, _ = sit(Role.CLERK)
    page = client.get("/help/").content.decode()
    pictures = re.findall(r'src="(/help/pictures/[^"]+)"', page)
    assert pictures
    for address in pictures:
        answer = client.get(address)
        assert answer["Content-Type"] in {"image/png", "image/webp"}
        assert len(b"".join(answer.streaming_content)) <= 150_000
    for name in ("manual.md", "clauses.md", "..%2Fmanual.md", "no.png"):
        assert client.get(f"/help/pictures/{name}").status_code == 404


@pytest.mark.django_db
def test_anchors_of_the_manual_and_of_the_glossary_are_there_once():
    client, _ = sit(Role.CLERK)
    for address in ("/help/", "/glossary/"):
        found = _anchors(client.get(address).content.decode())
        assert len(found) == len(set(found))


@pytest.mark.django_db
def test_the_glossary_is_searched_and_its_drawer_gets_the_list_alone():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    assert "公示期" in text(client.get("/glossary/"))
    assert "没有“不存在的词”" in text(client.get("/glossary/?q=不存在的词"))
    part = client.get("/glossary/?q=公示期", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.index(">公示期<") < part.index("<dd>")
    assert "<script>" not in client.get("/glossary/?q=<script>").content.decode().partition("<main")[2]


@pytest.mark.django_db
def test_a_number_of_a_person_is_no_term_and_stays_in_no_address():
    client, _ = sit(Role.CLERK)
    address = "/glossary/?q=13912345678"
    led = client.get(address)
    assert (led.status_code, led["Location"]) == (302, "/glossary/")
    assert "请不要在这里输入身份证号" in text(client.get("/glossary/"))
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "请不要在这里输入身份证号" in part
    assert "13912345678" not in part


def test_terms_have_a_meaning_and_no_name_twice():
    names = [term.name for term in terms()]
    assert len(names) == len(set(names)) > 30
    assert all(len(term.meaning) > 5 for term in terms())
    assert find_terms("公示期")[0].name == "公示期"
    assert term_of("损失（万元）").name == "损失"
    assert term_of("没有这个词") is None
    assert anchor_of("案卷里的证据、沟通") == "案卷里的证据沟通"


@pytest.mark.django_db
def test_a_field_tells_how_it_is_filled_in_and_which_clause_asks_for_it():
    client, _ = sit(Role.CLERK)
    page = client.get("/records/new/?source=penalty").content.decode()
    assert "苏政发〔2023〕55号 二(二)；GB 32100-2015" in page
    described = re.search(r'name="loss"[^>]*aria-describedby="([^"]+)"', page)
    assert described
    assert described[1].split() == ["id_loss_helptext", "id_loss_why"]
    for name in described[1].split():
        assert f'id="{name}"' in page
    assert 'data-glossary="损失"' in page


@pytest.mark.django_db
def test_a_wrong_field_is_described_by_its_error_too():
    client, _ = sit(Role.CLERK)
    page = client.post("/records/new/?source=penalty", {"loss": "many"}).content.decode()
    described = re.search(r'name="loss"[^>]*aria-describedby="([^"]+)"', page)
    assert described
    assert described[1].split() == ["id_loss_helptext", "id_loss_why", "id_loss_error"]


def test_help_speaks_of_fields_that_are_there():
    from organisations.forms import reorganisations
    from postings.forms import deputies, handovers, postings, rule_proposals
    from records.corrections import forms as corrections
    from records.facts.commendations import forms as commendations
    from records.facts.dishonesty import forms as dishonesty
    from records.facts.judgments import forms as judgments
    from records.forms import acts
    from records.publications import forms as publications

    modules = (acts, corrections, deputies, commendations, dishonesty, judgments, handovers)
    modules = (*modules, postings, publications, reorganisations, rule_proposals)
    forms = {name: form for module in modules for name, form in vars(module).items() if name.endswith("Form")}
    made_later = {"CorrectionForm", "RuleForm"}
    for name, texts in field_helps.texts.items():
        if name in forms and name not in made_later:
            typed = {field for field in texts if not field.startswith("detail_")}
            assert typed <= set(forms[name].base_fields), name


def test_every_field_of_a_source_has_its_help_and_no_other():
    keys = {field.key for fields in SOURCE_FIELDS.values() for field in fields}
    told = {name for name in field_helps.texts["RecordForm"] if name.startswith("detail_")}
    assert told == {f"detail_{key}" for key in keys}


def test_a_file_of_help_that_names_anything_but_text_and_basis_is_refused(tmp_path):
    wrong = tmp_path / "help.toml"
    wrong.write_text('[ServeForm.served_on]\ntext = "送达之日"\nclause = "44"\n', encoding="utf-8")
    with pytest.raises(TypeError, match="clause"):
        field_helps.read(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/records/new/?source=judgment", "选“拒不执行”须有法院的公告或名单"),
        ("/records/new/?source=discipline", "公职人员政务处分法 7、8"),
        ("/records/new/?source=accountability", "对领导干部个人的不公示"),
        ("/imports/new/", "涉密文件不得上传"),
    ],
)
def test_forms_show_the_help_of_what_they_ask(address, words):
    client, _ = sit(Role.CLERK)
    assert words in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_nil_report_and_evidence_are_explained_where_they_are_given():
    client, clerk = sit(Role.CLERK, unit=factories.department("320000", level="province"))
    open_duties(timezone.localdate(), by=postings_services.clock_posting())
    duty = ReportingDuty.objects.get(unit=clerk.unit)
    assert "查到哪一天" in client.get(f"/imports/duties/{duty.pk}/nil/").content.decode()
    made = factories.record(clerk=clerk)
    page = client.get(f"/records/{made.record_no}/?tab=evidence").content.decode()
    assert "送达回证 2026-03-02" in page


# The empty portal


def _told(role, place=factories.PROVINCE):
    return {one.step.label: one for one in steps_for(factories.posting(role, place))}


@pytest.mark.django_db
def test_the_first_administrators_are_told_what_to_do_and_who_does_the_rest():
    system, security = _told(Role.SYSTEM_ADMIN, None), _told(Role.SECURITY_ADMIN, None)
    assert (system["建立账户"].is_done, system["建立账户"].url) == (False, "/accounts/")
    assert system["授予岗位"].is_done is None
    assert (security["授予岗位"].is_done, security["授予岗位"].url) == (False, "/postings/")
    for told in (system, security):
        assert told["导入机构名录"].is_done is None
        assert not told["导入机构名录"].url
    home = text(sit(Role.SECURITY_ADMIN, None)[0].get("/"))
    assert "接下来做什么" in home
    assert "建立账户 由系统管理员办理" in home
    assert "授予岗位 等您办" in home


@pytest.mark.django_db
def test_each_step_is_done_once_its_thing_is_there():
    clerk = factories.posting(Role.CLERK)
    before = {one.step.label: one.is_done for one in steps_for(clerk)}
    assert before["导入机构名录"] is before["导入第一份归集表"] is before["确认规则"] is False
    factories.record("draft", department=factories.department("320100"))
    year = timezone.localdate().year + 1
    Holiday.objects.create(day=f"{year}-01-01", is_workday=False, name="元旦")
    RuleValue.objects.exclude(mark="S").update(confirmed_by=clerk.user_id, confirmed_at=timezone.now())
    for role in WORKING:
        factories.posting(role)
    after = {one.step.label: one.is_done for one in steps_for(clerk)}
    assert after == {step.label: (True if Role.CLERK in step.knowers else None) for step in STEPS}
    assert {one.step.label: one.is_done for one in steps_for(factories.posting(Role.SECURITY_ADMIN, None))}[
        "授予岗位"
    ]
    assert "接下来做什么" not in text(sit(Role.SECURITY_ADMIN, None)[0].get("/"))


@pytest.mark.django_db
def test_a_portal_with_records_asks_no_more_for_its_steps():
    factories.record("draft", department=factories.department("320100"))
    client, _ = sit(Role.CLERK)
    assert "接下来做什么" not in text(client.get("/"))
    few = queries(client, "/")
    factories.record("draft", department=factories.department("320100"))
    assert queries(client, "/") == few


# Several postings


@pytest.mark.django_db
def test_a_change_of_posting_stays_on_the_page_where_the_new_one_may_see_it():
    client, clerk = sit(Role.CLERK)
    other = factories.posting(Role.AUDITOR, user=clerk.user)
    assert (
        'name="next" value="/records/?status=draft"' in client.get("/records/?status=draft").content.decode()
    )
    answer = client.post("/posting/", {"posting": other.pk, "next": "/records/?status=draft"})
    assert answer["Location"] == "/records/?status=draft"
    assert client.get("/records/?status=draft").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/imports/new/", "/records/new/?source=penalty", "/no/such/page/"])
def test_a_page_that_the_new_posting_may_not_see_leads_home_once(page):
    client, clerk = sit(Role.CLERK)
    other = factories.posting(Role.AUDITOR, user=clerk.user)
    client.post("/posting/", {"posting": other.pk, "next": page})
    answer = client.get(page)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "已回到“我的工作”" in text(client.get("/"))
    assert client.get(page).status_code in {403, 404}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["", "https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_a_change_of_posting_leads_nowhere_else(page):
    client, clerk = sit(Role.CLERK)
    other = factories.posting(Role.AUDITOR, user=clerk.user)
    assert client.post("/posting/", {"posting": other.pk, "next": page})["Location"] == "/"
