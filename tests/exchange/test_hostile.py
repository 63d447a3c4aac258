"""Files made to hurt: each is refused by the limited child with a sentence, and nothing is left behind."""

import io
import resource
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from django.conf import settings

from exchange.importers import pipe
from exchange.importers.archives import Refused
from exchange.importers.child import REFUSED
from exchange.importers.layouts import DISHONESTY
from exchange.importers.pipe import DIED
from exchange.models.batches import ImportBatch
from exchange.models.row_errors import RowError
from records.models import DishonestyRecord
from tests.exchange.returns import HEAD, imported, line, table, taken, workbook

pytestmark = pytest.mark.django_db

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def with_sheet(xml, data=None):
    """A workbook whose sheet holds `xml`."""
    source, target = io.BytesIO(data or workbook(line())), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, xml if "sheet1" in entry.filename else old.read(entry))
    return target.getvalue()


def with_entry(name, content, data=None):
    target = io.BytesIO(data or workbook(line()))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def cell(place):
    return f'<row r="{"".join(c for c in place if c.isdigit())}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'


def zip_of(name):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "x")
    return target.getvalue()


def many_entries():
    target = io.BytesIO(workbook(line()))
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(2001):
            archive.writestr(f"xl/media/{number}", "")
    return target.getvalue()


def entity_bomb():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'
    source, target = io.BytesIO(workbook(line())), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, bomb if entry.filename == "xl/workbook.xml" else old.read(entry))
    return target.getvalue()


def lying_bomb():
    """A bomb whose directory says that it is small."""
    data = with_sheet(SHEET.format(" " * 310_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = next(entry.file_size for entry in archive.infolist() if "sheet1" in entry.filename)
    return data.replace(size.to_bytes(4, "little"), (5_000).to_bytes(4, "little"))


HOSTILE = {
    "a bomb of one big sheet": (lambda: with_sheet(SHEET.format(" " * 350_000_000)), "x.xlsx", "解压后过大"),
    "a bomb beside the sheets": (
        lambda: with_entry("xl/media/a.bin", bytes(90_000_000)),
        "x.xlsx",
        "解压后过大",
    ),
    "a bomb that says it is small": (lying_bomb, "x.xlsx", "损坏"),
    "too many entries": (many_entries, "x.xlsx", "内含"),
    "a path out of the archive": (lambda: with_entry("../../etc/passwd", "x"), "x.xlsx", "目录异常"),
    "a cell at the last place": (
        lambda: with_sheet(SHEET.format(cell("A1") + cell("XFD1048576"))),
        "x.xlsx",
        DIED,
    ),
    "a column past the last": (lambda: with_sheet(SHEET.format(cell("ZZZZ500"))), "x.xlsx", "列"),
    "a row far below": (lambda: with_sheet(SHEET.format(cell("A1") + cell("A900000"))), "x.xlsx", "行"),
    "a broken sheet": (lambda: with_sheet("<worksheet><sheetData><row r="), "x.xlsx", "损坏"),
    "half a file": (lambda: workbook(line())[:3000], "x.xlsx", "损坏"),
    "an entity bomb": (entity_bomb, "x.xlsx", "损坏"),
    "a picture called xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "x.xlsx", "不是 Excel 工作簿"),
    "text called xlsx": (lambda: table(line()), "x.xlsx", "不是 Excel 工作簿"),
    "a document called xlsx": (lambda: zip_of("word/document.xml"), "x.xlsx", "没有 Excel 工作簿"),
    "a workbook called csv": (lambda: workbook(line()), "x.csv", "压缩包或工作簿"),
    "an encrypted workbook": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", "打开密码"),
    "an old xls": (lambda: OLE, "x.xlsx", "旧版 .xls"),
    "a workbook with macros": (lambda: with_entry("xl/vbaProject.bin", "x"), "x.xlsx", "宏"),
    "blanks only": (lambda: b" \r\n ", "x.csv", "空的"),
    "a workbook without a cell": (lambda: with_sheet(SHEET.format("")), "x.xlsx", "没有内容"),
    "no header": (lambda: workbook(line(), head=["甲", "乙"]), "x.xlsx", "没有找到"),
    "a required column missing": (lambda: workbook(line()[:-1], head=HEAD[1:]), "x.xlsx", "主体名称"),
    "bytes called csv": (lambda: b"\x80\xff\x00\x01" * 50, "x.csv", "编码"),
    "one endless cell": (lambda: b'"' + b"a" * 1_500_000, "x.csv", "格式有误"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(case, files):
    make, name, word = HOSTILE[case]
    batch = imported(make(), name)
    assert batch.status == "failed"
    assert batch.message
    assert word in batch.message
    assert not RowError.objects.exists()
    assert not DishonestyRecord.objects.exists()


def test_a_secret_file_is_not_even_kept(files):
    batch = imported(workbook([*line(), ""], head=["机密★3年", *HEAD]))
    assert batch.status == "failed"
    assert "密级标志" in batch.message
    assert not batch.folder.exists()


def child(data, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "exchange.importers.child", *arguments],
        input=data,
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin"},
    )


def test_the_child_starts_without_django_settings_or_environment():
    done = child(workbook(line()), "dishonesty", ".xlsx", "b")
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 1)
    code = "import sys, exchange.importers.child, exchange.importers.sheets, exchange.importers.rows;"
    code += "sys.exit(any(name.split('.')[0] in ('django', 'celery', 'psycopg2') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, check=False).returncode == 0


def test_the_child_limits_itself():
    code = (
        "import resource, exchange.importers.child as c; c.limit();"
        "print([resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[0] for n in ('AS', 'CPU', 'CORE', 'FSIZE')])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == str([512 * 1024 * 1024, 60, 0, 1024 * 1024])
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 512 * 1024 * 1024


def test_a_refusal_has_its_own_exit_status():
    done = child(b"\x89PNG", "dishonesty", ".xlsx", "b")
    assert (done.returncode, done.stdout) == (REFUSED, b"")


@pytest.mark.parametrize(
    "script",
    [
        "import sys; sys.stdout.write('{row}'); sys.exit(9)",
        "import os; os.kill(os.getpid(), 9)",
        "import sys; sys.stdout.write('{row}'); print('{{\"rows\": 2}}', file=sys.stderr)",
        "import sys; sys.stdout.write('{row}')",
        "import sys; print('not json', file=sys.stderr); sys.exit(3)",
    ],
)
def test_a_child_that_dies_or_sends_less_than_it_says_is_not_believed(script, files, monkeypatch):
    batch = taken(workbook(line()))
    row = f"{batch.pk}\\t2" + "\\t" * (len(DISHONESTY.staged_keys) + 2) + "\\n"
    start = subprocess.Popen

    def dying(command, **options):
        return start([sys.executable, "-c", script.format(row=row)], **options)

    monkeypatch.setattr(pipe.subprocess, "Popen", dying)
    with pytest.raises(Refused, match="限定的内存和时间"):
        pipe.stage_file(batch.source_path, ".xlsx", "dishonesty", batch.pk, {})


def test_fields_of_ten_thousand_characters_and_sql_in_every_cell_are_only_text(files):
    nasty = "'; DROP TABLE organisations_department; --{}%s%%\\N\\.\"" + "".join(
        chr(0x4E00 + n * 7919 % 20_000) for n in range(9_900)
    )
    page = openpyxl.Workbook()
    page.active.append(HEAD)
    page.active.append([nasty[:32_000]] * len(HEAD))
    data = io.BytesIO()
    page.save(data)
    batch = imported(data.getvalue())
    assert (batch.status, batch.rejected) == ("done", 1)
    assert ImportBatch.objects.count() == 1
