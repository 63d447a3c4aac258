"""The open data: one moment, in three formats, signed; gone with the first thing of it that ends, until they are made anew."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import connection, transaction
from django.utils import timezone
from openpyxl import load_workbook

from common.roles import Role
from disclosure import columns, data_package, tasks
from disclosure.models import FilePart, TakenSnapshot
from disclosure.open.models import OpenSnapshot
from disclosure.store import changes, files, snapshots
from disclosure.store.check import differences
from disclosure.store.refresh import refresh_day
from records import services
from tests import databases, factories
from tests.databases import as_owner
from tests.disclosure.rows import another, standing
from tests.disclosure.test_cache import forget_state
from tests.disclosure.test_wall import hide

pytestmark = pytest.mark.django_db
MANIFEST = "/open-data/datapackage.json"


@pytest.fixture
def made():
    return standing(facts="道路养护项目拖欠工程结算款，逾期不付")


def build():
    """Make the open data within the test's own transaction."""
    return snapshots.make(view=transaction.atomic)


@pytest.fixture
def world(made):
    body = made.fact.of_kind.department
    factories.publication(made=factories.judgment("confirmed", department=body))
    factories.publication(made=factories.commendation("confirmed", department=body))
    return build()


def manifest_of(read):
    led = read(MANIFEST)
    assert led.status_code == 302
    return json.loads(read(led["Location"]).content), led["Location"].rpartition("/")[0]


def test_every_table_is_told_in_every_format_with_the_same_rows(read, made, world):
    manifest, place = manifest_of(read)
    for table in columns.TABLES.values():
        names = [column.name for column in table.columns]
        lines = read(f"{place}/{table.name}.csv").content.decode().splitlines(keepends=True)
        rows = list(csv.DictReader(io.StringIO("".join(lines))))
        told = [json.loads(line) for line in read(f"{place}/{table.name}.ndjson").content.splitlines()]
        assert [*rows[0]] == [*told[0]] == names
        assert [row[table.key] for row in rows] == [row[table.key] for row in told]
        counted = [one["rows"] for one in manifest["resources"] if one["path"].startswith(f"{table.name}.")]
        assert counted == [len(rows), len(rows)]
    records = [json.loads(line) for line in read(f"{place}/records.ndjson").content.splitlines()]
    assert [(row["id"], row["facts"]) for row in records] == [(str(made.public_id), made.face_facts)]
    book = load_workbook(io.BytesIO(read(f"{place}/open-data.xlsx").content))
    assert book.sheetnames == ["说明", *(table.label for table in columns.TABLES.values())]
    assert book["失信记录"].max_row == 2
    assert book["失信记录"]["A2"].value == str(made.public_id)


def test_the_manifest_has_size_and_digest_of_each_file_and_a_signature_over_it(read, world, tmp_path):
    manifest, place = manifest_of(read)
    assert len(manifest["resources"]) == 10
    for one in manifest["resources"]:
        content = read(f"{place}/{one['path']}").content
        assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (one["bytes"], one["hash"])
    for name in (data_package.MANIFEST, data_package.SIGNATURE, data_package.KEY):
        (tmp_path / name).write_bytes(read(f"{place}/{name}").content)
    key = load_pem_public_key((tmp_path / data_package.KEY).read_bytes())
    signature = (tmp_path / data_package.SIGNATURE).read_bytes()
    key.verify(signature, (tmp_path / data_package.MANIFEST).read_bytes())
    with pytest.raises(InvalidSignature):
        key.verify(signature, (tmp_path / data_package.MANIFEST).read_bytes() + b" ")
    page = read("/open-data/").content.decode()
    command = page.split("<code>")[1].split("\n")[0]
    checked = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (checked.returncode, "Verified Successfully" in checked.stdout) == (0, True), checked.stderr
    assert manifest["signature"]["fingerprint"].removeprefix("sha256:") in page


def test_the_schema_names_every_column_and_is_kept_by_the_rows(read, world):
    manifest, place = manifest_of(read)
    for table in columns.TABLES.values():
        (resource,) = [one for one in manifest["resources"] if one["path"] == f"{table.name}.csv"]
        fields = {one["name"]: one for one in resource["schema"]["fields"]}
        assert list(fields) == [column.name for column in table.columns]
        for line in read(f"{place}/{table.name}.ndjson").content.splitlines():
            for name, value in json.loads(line).items():
                known = fields[name].get("constraints", {})
                assert value is not None or not known.get("required"), name
                assert value is None or value in known.get("enum", [value]), name


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "@x"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(read, made, text):
    another(made, 1, face={"title": text})
    build()
    _, place = manifest_of(read)
    assert f"'{text}" in read(f"{place}/records.csv").content.decode()
    assert any(
        json.loads(line)["title"] == text for line in read(f"{place}/records.ndjson").content.splitlines()
    )
    book = load_workbook(io.BytesIO(read(f"{place}/open-data.xlsx").content))
    assert {cell.data_type for row in book["失信记录"].iter_rows() for cell in row} <= {"s", "n"}


def withdrawn(made):
    director = factories.posting(Role.DIRECTOR)
    services.withdraw_fact(made.fact.of_kind, by=director, reason="处罚被撤销", source=factories.source())


def held(made):
    services.suspend(made, by=factories.posting(Role.DIRECTOR), reason="依法办理")


def hidden(made):
    with transaction.atomic():
        hide(made.fact.of_kind.department)


@pytest.mark.parametrize("end", [withdrawn, held, hidden])
def test_it_is_gone_with_the_first_thing_that_ends_and_comes_back_without_it(read, made, world, end):
    _, place = manifest_of(read)
    paths = [MANIFEST, *(f"{place}/{name}" for name in ("records.csv", "open-data.xlsx", "datapackage.json"))]
    assert {read(path).status_code for path in paths} == {200, 302}
    end(made)
    forget_state()
    assert {read(path).status_code for path in paths} == {410}
    assert "正在重新生成" in read("/open-data/").content.decode()
    assert differences() == []
    build()
    forget_state()
    _, anew = manifest_of(read)
    assert str(made.public_id) not in read(f"{anew}/records.csv").content.decode()
    assert {read(path).status_code for path in paths[1:]} == {410}, "the one before stays gone"
    assert differences() == []


def test_what_is_published_since_ends_nothing(read, made, world):
    another(made, 1)
    forget_state()
    assert read(MANIFEST).status_code == 302
    assert snapshots._losses() == []


def test_a_mark_that_is_added_to_a_record_ends_it_too(read, made, world):
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE open.stored_fact SET is_disputed = true WHERE public_id = %s", [str(made.public_id)]
        )
    assert read(MANIFEST).status_code == 410


def test_it_stands_no_day_longer_than_the_first_of_its_rows(read, made, world, set_today):
    _, place = manifest_of(read)
    closes_on = world.closes_on
    assert closes_on == min(made.closes_on, timezone.localdate() + snapshots.LONGEST)
    set_today(closes_on)
    forget_state()
    assert {read(path).status_code for path in (MANIFEST, f"{place}/records.csv")} == {410}, (
        "by the clock alone"
    )
    refresh_day()
    assert differences() == []


def test_what_ends_while_it_is_being_made_is_in_none_that_stands(read, made, monkeypatch):
    put = snapshots._put

    def ends_meanwhile(folder, ready):
        withdrawn(made)
        return put(folder, ready)

    monkeypatch.setattr(snapshots, "_put", ends_meanwhile)
    assert build() is None
    assert read(MANIFEST).status_code == 410
    assert FilePart.objects.count() == 0, "nothing of it is left"
    monkeypatch.setattr(snapshots, "_put", put)
    assert build() is not None


def test_one_stands_at_a_time_and_nothing_of_the_others_is_kept(read, made, world):
    _, before = manifest_of(read)
    later = build()
    assert [one.label for one in OpenSnapshot.objects.all()] == [later.label]
    assert set(FilePart.objects.values_list("snapshot", flat=True)) == {later.id}
    assert read(f"{before}/records.csv").status_code == 410
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM open.stored_snapshot")
        assert cursor.fetchone() == (1,)


def test_it_is_due_where_none_stands_and_on_another_day(made):
    now = timezone.now()
    assert snapshots.is_due(now)
    build()
    assert not snapshots.is_due(now)
    assert snapshots.is_due(now + timedelta(days=1))
    withdrawn(made)
    assert snapshots.is_due(now)


@pytest.mark.parametrize("name", ["records.csv", "nothing.csv", "datapackage.json"])
def test_a_file_of_no_snapshot_is_gone(read, world, name):
    assert read(f"/open-data/20200101-0000abcd/{name}").status_code == 410


@pytest.mark.parametrize(
    "address", ["20200101-0000abcd/..", "anything/records.csv", "20200101-0000abcd/a%20b"]
)
def test_what_is_named_like_no_file_never_was(read, world, address):
    assert read(f"/open-data/{address}").status_code == 404


def test_what_ended_leaves_the_store_though_the_next_cannot_be_made(made, world, monkeypatch):
    withdrawn(made)
    monkeypatch.setattr(snapshots, "_make", lambda view: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        snapshots.keep(timezone.now())
    assert FilePart.objects.count() == 0


def test_two_do_not_make_them_at_once(made, world):
    withdrawn(made)
    with databases.steward(connection.settings_dict["NAME"]) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('open data'))")
        assert build() is None
        snapshots.keep(timezone.now())
        assert FilePart.objects.exists(), "what the other one makes is not taken for left over"
        other.execute("SELECT pg_advisory_unlock(hashtext('open data'))")  # not when its backend has ended
    assert build() is not None


def test_an_address_without_a_file_is_gone_too(read, world):
    assert read(f"/open-data/{world.label}/nothing.csv").status_code == 410
    assert read(f"/open-data/{world.label}/records.csv").status_code == 200


def test_a_file_of_many_parts_comes_whole_and_breaks_off_where_it_ends(read, made, world, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    later = build()
    answer = read(f"/open-data/{later.label}/records.csv")
    assert FilePart.objects.filter(snapshot=later.id, name="records.csv").count() > 3
    assert int(answer["Content-Length"]) == len(answer.content)


def test_the_demo_is_marked_in_every_file(read, made, settings):
    settings.PORTAL_DEMO = True
    build()
    manifest, place = manifest_of(read)
    assert manifest["demo"] is True
    assert "虚构" in manifest["title"]
    assert read(f"{place}/records.csv").content.decode().startswith("# 演示数据")
    (resource,) = [one for one in manifest["resources"] if one["path"] == "records.csv"]
    assert resource["dialect"] == {"commentChar": "#"}
    book = load_workbook(io.BytesIO(read(f"{place}/open-data.xlsx").content))
    assert book["说明"]["A1"].value.startswith("演示数据")


def test_the_page_is_a_dictionary_of_every_column(read):
    page = read("/open-data/").content.decode()
    for table in columns.TABLES.values():
        assert f'id="{table.name}"' in page
        for column in table.columns:
            assert f">{column.name}</td>" in page
    assert "使用条件" in page


@pytest.mark.commits
def test_it_is_made_by_the_clock_from_one_moment(committed_db):
    made = standing()
    tasks.keep_open_data()
    (label,) = OpenSnapshot.objects.values_list("label", flat=True)
    tasks.keep_open_data()
    assert OpenSnapshot.objects.get().label == label, "not due again"
    withdrawn(made)
    assert not OpenSnapshot.objects.exists()
    assert len(snapshots._losses()) == 1
    tasks.keep_open_data()
    assert OpenSnapshot.objects.get().label != label
    assert snapshots._losses() == []


def changes_of(read):
    manifest, place = manifest_of(read)
    lines = list(csv.DictReader(io.StringIO(read(f"{place}/changes.csv").content.decode())))
    return manifest["changes"], lines


def test_what_differs_from_the_snapshot_before_is_told_by_random_ids_alone(read, world, made):
    told, lines = changes_of(read)
    assert (told["since"], lines) == (None, []), "there was none before"
    new = standing(facts="另一件，逾期不付")
    services.suspend(made, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    assert build() is not None
    forget_state()
    told, lines = changes_of(read)
    assert told["since"] == world.label
    assert sorted((line["change"], line["id"]) for line in lines) == [
        ("added", str(new.public_id)),
        ("ended", str(made.public_id)),
    ]
    assert {line["table"] for line in lines} == {"records"}
    assert set(lines[0]) == {"table", "id", "change"}, "nothing else of what ended is told"


def test_a_text_that_changes_is_told_as_changed_and_what_stands_still_is_not(read, world, made):
    marked = made.public_id
    with as_owner() as cursor:
        cursor.execute("UPDATE open.stored_fact SET is_disputed = true WHERE public_id = %s", [str(marked)])
    assert build() is not None
    forget_state()
    _, lines = changes_of(read)
    assert [(line["change"], line["id"]) for line in lines] == [("changed", str(marked))]


def test_of_many_snapshots_only_the_last_is_remembered(world):
    build()
    assert [one.label for one in TakenSnapshot.objects.all()] == [OpenSnapshot.objects.get().label]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("", "", []),
        ("", "a1 b1", ["a added", "b added"]),
        ("a1 b1", "", ["a ended", "b ended"]),
        ("a1 b1 d1", "b2 c1 d1", ["a ended", "b changed", "c added"]),
        ("a1", "a1", []),
    ],
)
def test_two_snapshots_are_compared_by_walking_both(before, now, expected):
    def packed(rows):
        return b"".join(row[0].encode() * 16 + row[1].encode() * 8 for row in rows.split())

    found = changes.differences(packed(before), packed(now))
    assert [f"{id.decode()[0]} {change}" for id, change in found] == expected
