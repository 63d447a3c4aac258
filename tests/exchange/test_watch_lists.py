"""Watch lists come in by the one import pipeline as versions; workbooks of bidders are read and compared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commitments.screening.models import Hit, ScreeningCheck, WatchEntry, WatchVersion
from commitments.screening.names import bare_names
from commitments.screening.services import deciding, keeping
from common.cipher import keyed_hash
from common.errors import Incomplete, NotAllowed, NotEligible
from common.roles import Role
from exchange import services
from exchange.importers.layouts import LAYOUTS
from exchange.importers.watch_lists import WATCH_EXPLANATIONS, WATCH_LISTS
from exchange.models.batches import ImportBatch
from exchange.workbooks import template_name
from tests import factories
from tests.commitments import screens
from tests.exchange.returns import AS_OF, imported, line, workbook
from tests.office import client_of, text

SOURCE = "模拟名单共享接口（演示）"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
GIVEN = {
    "subject": "单位",
    "name": "模拟江海建设有限公司（演示）",
    "document_number": "（2026）苏01执21号",
    "list_organ": "模拟人民法院（演示）",
    "list_cause": "有履行能力而拒不履行",
    "listed_on": date(2026, 3, 2),
}


@pytest.fixture
def files(tmp_path, settings):
    settings.FILES = tmp_path


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


def row(**changes):
    return [{**GIVEN, **changes}.get(column.key, "") for column in LAYOUTS["court_list"].columns]


def brought(*rows, by, kind="court_list", as_of=AS_OF, extent="changes"):
    head = [template_name(column) for column in LAYOUTS[kind].columns]
    told = {"kind": kind, "as_of": as_of, "source": SOURCE, "extent": extent}
    return imported(workbook(*rows, head=head, sheet=LAYOUTS[kind].title), by=by, **told)


def told(batch, level="error"):
    return dict(batch.row_errors.filter(level=level).values_list("column_key", "message"))


def test_a_workbook_becomes_a_version_that_waits_for_another_person(clerk):
    code, number = screens.company_code(), screens.card()
    person = row(subject="自然人", name="模拟甲", person_number=number, document_number="（2026）苏01执22号")
    batch = brought(row(credit_code=code, former_names="模拟旧名公司、模拟更旧公司"), person, by=clerk)
    assert (batch.accepted, batch.rejected) == (2, 0)
    version = WatchVersion.objects.get(batch_id=batch.pk)
    assert (version.kind, version.as_of, version.status, version.rows) == ("court", AS_OF, "draft", 2)
    body, one = version.entries.order_by("row")
    assert (body.credit_code, body.former_names) == (code, ["模拟旧名公司", "模拟更旧公司"])
    assert (one.id_number_hash, one.id_number_tail) == (keyed_hash(number), number[-4:])
    assert not body.is_current
    screens.in_force(version)
    assert WatchEntry.objects.filter(is_current=True).count() == 2


def test_no_number_of_a_natural_person_stays_behind_in_clear(clerk):
    number = screens.card()
    batch = brought(row(subject="自然人", name="模拟甲", person_number=number), by=clerk)
    with connection.cursor() as cursor:
        for table in ("exchange_rowerror", "exchange_staging", "commitments_watchentry"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{number}%"])
            assert cursor.fetchone()[0] == 0, table
    assert batch.accepted == 1


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"removed_on": date(2026, 3, 1)}, "removed_on", "早于列入日期"),
        ({"listed_on": date(2027, 1, 1)}, "listed_on", "晚于名单日期"),
        ({"subject": "自然人", "credit_code": screens.company_code(55)}, "credit_code", "主体类型"),
        ({"person_number": screens.card(55)}, "person_number", "主体类型"),
        ({"subject": "公司"}, "subject", "可选范围"),
        ({"name": ""}, "name", "必填"),
    ],
)
def test_a_row_that_does_not_fit_is_told_and_not_written(changes, key, words, clerk):
    batch = brought(row(**changes), by=clerk)
    assert batch.accepted == 0
    assert words in told(batch)[key]


def test_what_stands_already_is_not_written_again_and_a_removal_replaces(clerk):
    code = screens.company_code()
    screens.in_force(WatchVersion.objects.get(batch_id=brought(row(credit_code=code), by=clerk).pk))
    same = brought(row(credit_code=code), row(credit_code=code), by=clerk)
    assert (same.accepted, same.duplicates) == (0, 2)
    removal = brought(row(credit_code=code, removed_on=date(2026, 11, 20)), by=clerk)
    assert removal.accepted == 1
    screens.in_force(WatchVersion.objects.get(batch_id=removal.pk))
    assert WatchEntry.objects.get(is_current=True).removed_on == date(2026, 11, 20)


def test_what_an_open_draft_changes_is_kept_by_the_next_version(clerk):
    code = screens.company_code()
    screens.in_force(WatchVersion.objects.get(batch_id=brought(row(credit_code=code), by=clerk).pk))
    brought(row(credit_code=code, removed_on=date(2026, 11, 20)), by=clerk)
    assert brought(row(credit_code=code), by=clerk).accepted == 1


def test_a_body_without_a_code_and_a_masked_number_are_told(clerk):
    masked = row(
        subject="自然人",
        name="模拟甲",
        person_number="3201**********1234",
        document_number="（2026）苏01执23号",
    )
    batch = brought(row(), masked, by=clerk)
    assert batch.accepted == 2
    assert set(told(batch, "warning")) == {"credit_code", "person_number"}
    assert not WatchEntry.objects.exclude(id_number_hash="").exists()


def test_a_whole_import_is_undone_while_its_version_is_a_draft(clerk):
    batch = brought(row(), by=clerk)
    client = client_of(clerk)
    assert f"/watch-lists/?batch={batch.pk}" in client.get(f"/imports/{batch.pk}/").content.decode()
    assert client.get(f"/imports/{batch.pk}/undo/").status_code == 200
    services.undo(batch, by=clerk, reason="传错了文件")
    version = WatchVersion.objects.get(batch_id=batch.pk)
    assert version.status == "void"
    assert brought(row(), by=clerk).accepted == 1


def test_only_clerks_bring_lists_and_no_version_comes_from_a_finding_body():
    with pytest.raises(NotAllowed):
        brought(row(), by=factories.posting(Role.FINDING_BODY))
    with pytest.raises(NotAllowed):
        keeping.enter_version("court", AS_OF, "模拟", by=factories.posting(Role.REVIEWER))


def test_each_column_of_a_list_is_explained_in_its_template():
    for layout in WATCH_LISTS:
        assert set(WATCH_EXPLANATIONS[layout.kind]) == {column.key for column in layout.columns}


def test_a_workbook_of_bidders_is_compared_line_by_line():
    code = screens.company_code()
    screens.listed(credit_code=code)
    rows = [
        ["模拟甲公司", code, "", "模拟联合体"],
        ["模拟乙公司", screens.company_code(), "", "模拟联合体"],
        ["模拟丙公司", "91320100MA0000000X", "", ""],
    ]
    data = workbook(*rows, head=["投标人名称", "统一社会信用代码", "曾用名", "联合体"], sheet="投标人名单")
    client = client_of(factories.posting(Role.OFFICER))
    sent = {
        "step": "award",
        "project_number": "ZB-2026-0009",
        "project_name": "模拟道路工程（演示）",
        "bidders": SimpleUploadedFile("投标人.xlsx", data),
    }
    answer = client.post("/screening/list/", sent)
    case = ScreeningCheck.objects.get()
    assert answer["Location"] == f"/screening/{case.pk}/"
    assert list(case.bodies.values_list("answer", flat=True)) == ["blocked", "clear", "invalid"]
    page = text(client.get(answer["Location"]))
    assert "模拟联合体" in page
    wrong = {**sent, "bidders": SimpleUploadedFile("投标人.pdf", b"%PDF-1.4")}
    refused = client.post("/screening/list/", wrong)
    assert refused.status_code == 422
    assert "只收 .xlsx" in text(refused)


def sent(client, **given):
    head = [template_name(column) for column in LAYOUTS["court_list"].columns]
    file = SimpleUploadedFile("list.xlsx", workbook(row(), head=head, sheet="失信被执行人名单"))
    told = {
        "kind": "court_list",
        "file": file,
        "as_of": AS_OF.isoformat(),
        "source": SOURCE,
        "extent": "full",
    }
    return client.post("/imports/new/", {**told, **given})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"as_of": ""}, "须写明名单日期"),
        ({"as_of": "2099-01-01"}, "不能晚于今天"),
        ({"source": " "}, "须写明来源"),
        ({"source": "无"}, "来源"),
        ({"extent": ""}, "全量还是变动"),
        ({"extent": "error"}, "名单范围"),
    ],
)
def test_the_day_and_the_source_of_a_list_are_asked_for(clerk, given, words):
    client = client_of(clerk)
    refused = sent(client, **given)
    assert refused.status_code == 422
    assert words in text(refused)
    assert not ImportBatch.objects.exists()


def test_a_list_is_as_old_as_its_day_whenever_it_came_in(clerk):
    old = timezone.localdate() - timedelta(days=40)
    assert sent(client_of(clerk), as_of=old.isoformat()).status_code == 302
    batch = services.run(ImportBatch.objects.get())
    assert batch.status == "preview"
    services.run(batch.confirm(by=clerk))
    version = WatchVersion.objects.get()
    assert (version.as_of, version.source, version.extent) == (old, SOURCE, "full")


def test_a_return_is_neither_asked_for_a_list_s_day_nor_given_one(clerk):
    finder = client_of(factories.posting(Role.FINDING_BODY))
    assert "名单日期" not in text(finder.get("/imports/new/"))
    file = SimpleUploadedFile("return.xlsx", workbook(line()))
    client_of(clerk).post("/imports/new/", {"kind": "dishonesty", "file": file, "as_of": "2020-01-01"})
    assert ImportBatch.objects.get().as_of == timezone.localdate()


@pytest.mark.parametrize(("options", "words"), [((), "名单日期"), (("--as-of=2026-11-20",), "来源")])
def test_the_command_demands_both_too(clerk, tmp_path, options, words):
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"x")
    with pytest.raises(CommandError, match=words):
        call_command("import_workbook", "court_list", str(file), f"--as={clerk.pk}", *options)


def test_a_wrong_code_is_told_and_the_row_is_met_by_its_name_alone(clerk):
    screens.settle()
    batch = brought(row(credit_code="91320100MA0000000X"), by=clerk, as_of=timezone.localdate())
    assert (batch.accepted, batch.rejected) == (1, 0)
    messages = batch.row_errors.filter(level="warning", column_key="credit_code").values_list(
        "message", flat=True
    )
    assert any("校验" in words for words in messages)
    version = WatchVersion.objects.get()
    screens.in_force(version)
    assert version.entries.get().credit_code == ""
    screens.in_force(screens.version("serious"))
    assert (
        screens.answer_of(screens.compared({"name": GIVEN["name"], "credit_code": screens.company_code()}))
        == "waiting"
    )


def test_a_version_that_left_rows_out_is_put_in_force_with_a_reason_alone(clerk):
    version = WatchVersion.objects.get(batch_id=brought(row(), row(name=""), by=clerk).pk)
    assert (version.rows, version.rejected) == (1, 1)
    reviewer = factories.posting(Role.REVIEWER)
    assert "退回 1 行" in text(client_of(reviewer).get(f"/watch-lists/{version.pk}/"))
    for nothing in ("", "  "):
        with pytest.raises(Incomplete, match="退回 1 行"):
            keeping.put_in_force(version, by=reviewer, reason=nothing)
    keeping.put_in_force(version, by=reviewer, reason="退回的一行由录入员补报")
    assert version.status == "in_force"


def stood(*rows, by, **given):
    """The rows of a workbook, put in force."""
    batch = brought(*rows, by=by, **{"as_of": timezone.localdate(), **given})
    version = WatchVersion.objects.get(batch_id=batch.pk)
    return keeping.put_in_force(version, by=factories.posting(Role.REVIEWER), reason="已核对")


PERSON = {"subject": "自然人", "name": "模拟甲", "person_number": screens.card(61)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"former_names": "模拟旧名公司"}),
        ({}, {"list_organ": "模拟另一人民法院（演示）"}),
        ({}, {"list_cause": "违反财产报告制度"}),
        ({"list_cause": ""}, {"list_cause": "违反财产报告制度"}),
        ({}, {"subject": "自然人"}),
        ({**PERSON, "person_number": ""}, PERSON),
        (PERSON, {**PERSON, "person_number": screens.card(62)}),
    ],
)
def test_a_correction_of_anything_that_an_entry_says_is_a_change(before, after, clerk):
    stood(row(**before), by=clerk)
    assert brought(row(**before), by=clerk).duplicates == 1
    assert brought(row(**after), by=clerk).accepted == 1


def test_rows_that_contradict_each_other_are_told_and_none_of_them_is_guessed(clerk):
    code = screens.company_code()
    removed = row(credit_code=code, removed_on=date(2026, 11, 20))
    batch = brought(row(credit_code=code), removed, row(document_number="（2026）苏01执29号"), by=clerk)
    assert (batch.accepted, batch.duplicates, batch.rejected) == (1, 0, 2)
    said = batch.row_errors.filter(level="error").order_by("row").values_list("message", flat=True)
    assert ["第 3 行" in said[0], "第 2 行" in said[1]] == [True, True]
    assert all("同一条目，内容不同" in words for words in said)


def test_two_persons_of_one_name_in_one_case_are_two_entries(clerk):
    one, other = screens.card(), screens.card()
    batch = brought(
        row(**{**PERSON, "person_number": one}), row(**{**PERSON, "person_number": other}), by=clerk
    )
    assert batch.accepted == 2
    screens.in_force(WatchVersion.objects.get())
    hashes = set(WatchEntry.objects.filter(is_current=True).values_list("id_number_hash", flat=True))
    assert hashes == {keyed_hash(one), keyed_hash(other)}


@pytest.mark.parametrize(
    ("without", "coded"),
    [({}, {"credit_code": screens.company_code(63)}), ({**PERSON, "person_number": ""}, PERSON)],
)
def test_an_entry_that_gets_its_code_or_number_takes_the_place_of_the_name_alone(without, coded, clerk):
    stood(row(**without), row(document_number="（2026）苏01执30号"), by=clerk)
    stood(row(**coded), by=clerk)
    current = WatchEntry.objects.filter(is_current=True, document_number=GIVEN["document_number"])
    assert current.get().credit_code or current.get().id_number_hash
    assert WatchEntry.objects.filter(is_current=True).count() == 2


def test_a_namesake_without_a_number_stands_beside_the_one_that_has_it(clerk):
    masked = {**PERSON, "person_number": "3201**********1234"}
    stood(row(**masked), by=clerk)
    stood(row(**PERSON), row(**masked), by=clerk)
    assert WatchEntry.objects.filter(is_current=True).count() == 2
    stood(row(**{**PERSON, "list_cause": "违反财产报告制度"}), by=clerk)
    assert WatchEntry.objects.filter(is_current=True).count() == 2


def test_a_hit_by_name_is_released_by_removal_once_the_entry_got_its_code_and_was_removed(clerk):
    screens.settle()
    stood(row(), by=clerk)
    screens.in_force(screens.version("serious"))
    case = Hit.objects.get(body__check_case=screens.compared({"name": GIVEN["name"]}))
    today = timezone.localdate()
    coded = {"credit_code": screens.company_code()}
    stood(row(**coded), by=clerk)
    assert not deciding.is_removed(case, today)
    stood(row(**coded, removed_on=date(2026, 11, 20)), by=clerk)
    assert deciding.is_removed(case, today)


@pytest.mark.parametrize("mark", ["\n", "\r\n", "/", "／", "、", "；"])
def test_former_names_are_told_apart_by_line_breaks_and_strokes_too(mark, clerk):
    written = f"模拟旧名公司{mark}模拟更旧公司"
    assert bare_names(written) == ["模拟旧名公司", "模拟更旧公司"]
    brought(row(former_names=written), by=clerk)
    assert WatchEntry.objects.get().former_names == bare_names(written)


def test_a_list_comes_in_by_a_clerk_of_the_province_alone():
    city = factories.posting(Role.CLERK, "320100")
    page = client_of(city).get("/imports/new/").content.decode()
    shown = ['value="departments"', 'value="court_list"', "名单日期"]
    assert [words in page for words in shown] == [True, False, False]
    own = client_of(factories.posting(Role.CLERK)).get("/imports/new/").content.decode()
    assert all(words in own for words in shown)
    assert sent(client_of(city)).status_code == 422
    with pytest.raises(NotAllowed, match="省级信用办"):
        brought(row(), by=city)
    assert not ImportBatch.objects.exists()


# --- full lists ----------------------------------------------------------------------------------------


OTHER = {"name": "模拟太湖建设有限公司（演示）", "document_number": "（2026）苏01执22号"}


def standing():
    """The documents of what stands on the list today, in order."""
    rows = WatchEntry.objects.standing(["court"], timezone.localdate())
    return sorted(rows.values_list("document_number", flat=True))


# What stood, what the next list says and what then stands: worked by hand, A is 21号, B 22号, C 23号.
BY_HAND = [
    ("a full list that names both ends nobody", "full", ["A", "B"], 0, ["A", "B"]),
    ("a full list ends whoever is missing", "full", ["A"], 1, ["A"]),
    ("a full list of another alone ends both", "full", ["C"], 2, ["C"]),
    ("a full list that names both and one more", "full", ["A", "B", "C"], 0, ["A", "B", "C"]),
    ("of changes whoever is not named stands on", "changes", ["A"], 0, ["A", "B"]),
    ("of changes with one more all stand", "changes", ["C"], 0, ["A", "B", "C"]),
    ("changes end by the day of removal alone", "changes", ["A removed"], 0, ["B"]),
    ("a full list may say the day of removal too", "full", ["A removed", "B"], 0, ["B"]),
]
NUMBERS = {"A": "21", "B": "22", "C": "23"}


def rows_of(letters):
    found = []
    for letter in letters:
        key, _, is_removed = letter.partition(" ")
        own = {"document_number": f"（2026）苏01执{NUMBERS[key]}号", "name": f"模拟{key}建设有限公司（演示）"}
        found.append(row(**own, **({"removed_on": date(2026, 11, 20)} if is_removed else {})))
    return found


@pytest.mark.parametrize(
    ("extent", "letters", "missing", "left"), [one[1:] for one in BY_HAND], ids=[one[0] for one in BY_HAND]
)
def test_what_a_list_ends_is_as_worked_by_hand(extent, letters, missing, left, clerk):
    stood(*rows_of(["A", "B"]), by=clerk)
    version = stood(*rows_of(letters), by=clerk, extent=extent)
    assert version.unlisted == missing
    assert standing() == [f"（2026）苏01执{NUMBERS[one]}号" for one in left]


def test_whoever_is_missing_ends_from_the_day_of_the_list_on_and_the_number_is_told_before(clerk):
    today = timezone.localdate()
    code = screens.company_code()
    screens.settle()
    stood(row(credit_code=code), row(**OTHER), by=clerk, as_of=today - timedelta(days=2))
    screens.in_force(screens.version("serious"))
    batch = brought(row(**OTHER), by=clerk, as_of=today - timedelta(days=1), extent="full")
    version = WatchVersion.objects.get(batch_id=batch.pk)
    client = client_of(factories.posting(Role.REVIEWER))
    assert text(client.get(f"/watch-lists/{version.pk}/")).count("没有列出的现行条目 1 条") == 2
    bidder = {"name": "模拟投标人", "credit_code": code}
    assert screens.answer_of(screens.compared(bidder)) == "blocked", "a draft ends nothing"
    screens.in_force(version)
    gone = WatchEntry.objects.get(credit_code=code, is_current=True)
    assert (gone.ending, gone.removed_on, gone.version) == ("missing", today - timedelta(days=1), version)
    assert screens.answer_of(screens.compared(bidder)) == "clear"
    old = WatchEntry.objects.get(credit_code=code, is_current=False)
    assert (old.ending, old.removed_on) == ("", None), "nothing is edited in place"
    assert "全量名单没有列出" in text(client.get(f"/watch-lists/{version.pk}/"))


def test_a_full_list_with_rows_refused_ends_nobody_for_a_refused_row_is_not_missing(clerk):
    stood(row(), row(**OTHER), by=clerk)
    batch = brought(row(), row(**OTHER, listed_on=""), by=clerk, as_of=timezone.localdate(), extent="full")
    version = WatchVersion.objects.get(batch_id=batch.pk)
    with pytest.raises(NotEligible, match="退回 1 行"):
        keeping.put_in_force(version, by=factories.posting(Role.REVIEWER), reason="照办")
    assert len(standing()) == 2


def test_a_full_list_is_drawn_up_anew_where_another_version_came_in_force_meanwhile(clerk):
    stood(row(), by=clerk)
    batch = brought(row(), by=clerk, as_of=timezone.localdate(), extent="full")
    version = WatchVersion.objects.get(batch_id=batch.pk)
    stood(row(**OTHER), by=clerk)
    with pytest.raises(NotEligible, match="重新登记"):
        screens.in_force(version)
    keeping.void(version, by=clerk, reason="名单又有变动")
    assert len(standing()) == 2


@pytest.mark.parametrize(
    ("stands", "listed", "left"),
    [
        ({"credit_code": screens.company_code(71)}, {}, 1),
        ({}, {"credit_code": screens.company_code(71)}, 1),
        ({"credit_code": screens.company_code(71)}, {"credit_code": screens.company_code(72)}, 1),
        ({"name": "模拟甲公司"}, {"name": "模拟乙公司"}, 1),
    ],
    ids=["the code is left out", "a code is added", "another code", "another name under the document"],
)
def test_an_entry_is_missing_unless_its_code_or_its_name_alone_is_named(stands, listed, left, clerk):
    stood(row(**stands), by=clerk)
    version = stood(row(**listed), by=clerk, extent="full")
    now = WatchEntry.objects.standing(["court"], timezone.localdate())
    assert now.filter(version=version).count() == left
    assert version.unlisted == now.model.objects.filter(version=version, ending="missing").count()


def test_natural_persons_who_are_missing_keep_their_sealed_number(clerk):
    stood(row(**PERSON), row(), by=clerk)
    stood(row(), by=clerk, extent="full")
    gone = WatchEntry.objects.get(ending="missing")
    assert (gone.id_number_hash, gone.id_number_tail) == (keyed_hash(screens.card(61)), screens.card(61)[-4:])
    assert gone.id_number_sealed


def test_the_database_lets_a_full_list_alone_leave_entries_out(clerk):
    version = stood(row(), by=clerk)
    with pytest.raises(IntegrityError, match="full_alone"), transaction.atomic():
        WatchVersion.objects.filter(pk=version.pk).update(unlisted=1)
    with pytest.raises(IntegrityError, match="ended_from_its_day"), transaction.atomic():
        WatchEntry.objects.filter(version=version).update(ending="error", removed_on=timezone.localdate())
    with pytest.raises(IntegrityError, match="ended_from_its_day"), transaction.atomic():
        WatchEntry.objects.filter(version=version).update(ending="missing")
