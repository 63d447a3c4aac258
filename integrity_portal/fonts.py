"""The letters' fonts, cut to what Chinese letters are written in. Development only: needs fonttools.

`npm pack @expo-google-fonts/noto-sans-sc`, unpack, then `python -m integrity_portal.fonts package/`: writes the fonts
below static/vendor/ and their checksums into its manifest. Without hinting, which no printed page needs.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
FONTS = ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf")
BEYOND_GBK = "㎡㎥㎎㎏㎜㎝㎞㏄²³€℃℉Ω‰‱№•‑⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳〇"
"""Units and numbers that letters use and GBK lacks, or keeps at another place."""


def wanted() -> set[int]:
    """Return the code points of GBK, Latin-1, the later characters of the main CJK block and BEYOND_GBK."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    gbk = {ord(char) for pair in pairs for char in pair.decode("gbk", "ignore")}
    return (
        gbk
        | set(range(0x20, 0x7F))
        | set(range(0xA0, 0x100))
        | set(range(0x9FA6, 0xA000))
        | set(map(ord, BEYOND_GBK))
    )


def cut(source: Path, target: Path) -> str:
    """Write the part of `source` that is wanted to `target`; return its SHA-256."""
    options = Options()
    options.hinting = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    font.save(target)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main(package: Path) -> None:
    """Cut both weights out of the unpacked package and enter them in the manifest."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    folder = f"noto-sans-sc-{version}"
    (VENDOR / folder).mkdir(exist_ok=True)
    (VENDOR / folder / "LICENSE").write_bytes((package / "LICENSE_FONT").read_bytes())
    manifest = VENDOR / "MANIFEST.json"
    entries = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    entries = [entry for entry in entries if not entry["name"].startswith("noto-sans-sc")]
    for source in FONTS:
        weight = Path(source).stem.rpartition("_")[2]
        file = f"{folder}/NotoSansSC-{weight.lstrip('0123456789')}.ttf"
        entries.append(
            {
                "name": f"noto-sans-sc {weight}",
                "version": version,
                "source": "npm @expo-google-fonts/noto-sans-sc",
                "licence": "OFL-1.1",
                "licence_file": f"{folder}/LICENSE",
                "file": file,
                "changes": "cut to GBK and some units, without hinting (integrity_portal/fonts.py)",
                "sha256": cut(package / source, VENDOR / file),
            }
        )
    manifest.write_text(json.dumps({"files": entries}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
