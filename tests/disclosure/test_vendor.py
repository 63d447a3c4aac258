"""What came from outside is what it was, and nothing is fetched from outside."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
FILES = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
OWN = [*(ROOT / "static" / "css").glob("*.css"), *(ROOT / "static" / "js").glob("*.js")]


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["name"])
def test_a_vendored_file_has_its_checksum_and_its_licence(entry):
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (VENDOR / entry["licence_file"]).stat().st_size > 200
    assert entry["version"]


def test_every_vendored_file_is_in_the_manifest():
    known = {entry["file"] for entry in FILES}
    there = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.suffix in {".js", ".css", ".geojson", ".woff2", ".ttf"}
    }
    assert there == known


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_styles_and_scripts_name_no_other_host(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", source.replace("http://www.w3.org", ""))
    assert "@import" not in source


def test_the_map_has_the_thirteen_cities():
    shapes = json.loads((VENDOR / "jiangsu-cities" / "cities.geojson").read_text(encoding="utf-8"))
    codes = [feature["properties"]["code"] for feature in shapes["features"]]
    assert codes == [f"32{number:02d}00" for number in range(1, 14)]
