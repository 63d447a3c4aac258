"""The files of a report as programs read them that have nothing to do with the portal.

PDF/A-2a is what the compiler was asked for; no validator of PDF/A（veraPDF）is at hand, so that nobody else has said so.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_public_key
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from common.errors import Incomplete
from credit_reports import certificate, contents
from credit_reports.services import making
from disclosure.store import signing
from tests import factories
from tests.credit_reports import reporting as kit
from tests.disclosure.rows import standing

pytestmark = pytest.mark.django_db
READERS = {
    "pdfinfo": ["pdfinfo"],
    "pdffonts": ["pdffonts"],
    "qpdf": ["qpdf", "--check"],
    "pdftotext": ["pdftotext"],
}


def said(tool: str, *given: str) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([*READERS[tool], *given], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def report():
    act = standing(facts="道路养护项目拖欠工程结算款，逾期不付")
    body = act.fact.of_kind.department
    factories.publication(made=factories.judgment("confirmed", department=body))
    return kit.issued(body)


@pytest.fixture
def folder(report, tmp_path):
    for kind in (".pdf", ".pdf.sig", ".json", ".json.sig", ".pem"):
        (tmp_path / f"{report.number}{kind}").write_bytes(kit.content(report, kind))
    return tmp_path


def test_qpdf_and_poppler_read_a_tagged_file_with_every_font_inside(report, folder):
    pdf = str(folder / f"{report.number}.pdf")
    assert "No syntax or stream encoding errors found" in said("qpdf", pdf)
    about = said("pdfinfo", pdf)
    assert report.number in about
    assert ("Tagged:          yes" in about, "Encrypted:       no" in about) == (True, True)
    metadata = said("pdfinfo", "-meta", pdf)
    assert ('pdfaid:part="2"' in metadata, 'pdfaid:conformance="A"' in metadata) == (True, True)
    fonts = said("pdffonts", pdf).splitlines()[2:]
    assert len(fonts) == 2
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts


def test_its_words_can_be_taken_out_again(report, folder):
    words = said("pdftotext", str(folder / f"{report.number}.pdf"), "-")
    told = json.loads((folder / f"{report.number}.json").read_text(encoding="utf-8"))
    flat = "".join(words.split())
    for text in (
        report.number,
        report.credit_code,
        told["records"][0]["facts"],
        told["records"][0]["document_number"],
        told["judgments"][0]["title"],
        told["check"],
    ):
        assert "".join(str(text).split()) in flat, text


def test_openssl_checks_both_signatures_and_hears_of_one_changed_bit(report, folder):
    for kind in (".pdf", ".json"):
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", f"{report.number}.pem", "-rawin"]
        command += ["-in", f"{report.number}{kind}", "-sigfile", f"{report.number}{kind}.sig"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, "Verified Successfully" in done.stdout) == (0, True), done.stderr
        path = folder / f"{report.number}{kind}"
        path.write_bytes(path.read_bytes()[:-1] + b"!")
        assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode != 0


def trusted(pdf: bytes) -> tuple[bool, bool, bool]:
    own = Certificate.load(certificate.certificate().public_bytes(Encoding.DER))
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    found = validate_pdf_signature(signature, ValidationContext(trust_roots=[own], allow_fetching=False))
    return found.intact, found.valid, found.trusted


def test_pyhanko_finds_the_signature_inside_intact_until_a_bit_is_changed(report):
    pdf = kit.content(report, ".pdf")
    assert trusted(pdf) == (True, True, True)
    place = pdf.index(b"/Type")
    intact, *_ = trusted(pdf[:place] + b"/Tipe" + pdf[place + 5 :])
    assert intact is False


def test_the_certificate_is_that_of_the_key_that_lies_beside_the_open_data():
    made = certificate.certificate()
    assert made.public_bytes(Encoding.DER) == certificate.certificate().public_bytes(Encoding.DER)
    assert made.public_key() == load_pem_public_key(signing.public_key())


def test_a_character_that_the_fonts_lack_is_named_and_nothing_is_given_out():
    body = factories.department(name="模拟𪚥局（演示）")
    found = contents.read(body.credit_code)
    with pytest.raises(Incomplete, match="U\\+2A6A5"):
        making.files_of(found, "BG-2026-000001", factories.timezone.localtime())
    failed = kit.issued(body)
    assert (failed.status, failed.number) == ("failed", "")
