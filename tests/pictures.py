"""The pictures of the manual and of the README's tour, taken anew from a running demo.

    make run PORT=8100 PORTAL_VAR=/tmp/demo          # wait until the bar says that the demo's cases are there
    python -m tests.pictures 8100 /tmp/demo [NAME…]  # all of docs/manual and docs/tour, or those named

Each is 1440 × 900 with a palette of 256 colours, which keeps a page of text below 120 kB.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from integrity_portal.demo.codes import ACCOUNTS_FILE, code_for
from tests.browser import chromium

DOCS = Path(__file__).resolve().parents[1] / "docs"
SIZE = {"width": 1440, "height": 900}
MOST_BYTES = 120_000
SETTLED = 800
"""Milliseconds after which a map or a chart is drawn."""
FIRST = "table.list tbody a, .rows a, table tbody a"


@dataclass(frozen=True)
class Shot:
    """One picture: who looks（"" the public）, at which address; `follows` is what is clicked from there, one after another."""

    path: str
    who: str
    address: str
    follows: tuple[str, ...] = ()


SHOTS = (
    Shot("tour/home", "", "/"),
    Shot("tour/record", "", "/records/", (".rows a",)),
    Shot("tour/statistics", "", "/statistics/"),
    Shot("tour/import", "luru", "/imports/", (FIRST,)),
    Shot("tour/my-work", "fuhe", "/"),
    Shot("tour/review", "fuhe", "/records/?status=pending_review", (FIRST,)),
    Shot("tour/propose", "jingban", "/records/?queue=to_propose", (FIRST, "text=拟予公示")),
    Shot("tour/publish", "fuzeren", "/publications/?queue=to_publish", (FIRST,)),
    Shot("manual/secrecy", "baomi", "/publications/?queue=to_sign", (FIRST,)),
    Shot("manual/auditor", "shenji", "/history/"),
    Shot("manual/finding", "rending", "/records/"),
    Shot("manual/officials", "ganbu", "/officials/"),
    Shot("manual/representative", "daibiao", "/"),
    Shot("manual/security", "anquan", "/postings/new/"),
    Shot("manual/system", "xitong", "/accounts/"),
    Shot("manual/board", "fuzeren", "/figures/board/"),
    Shot("manual/tolerance", "jingban", "/tolerances/?status=consulting", (FIRST,)),
    Shot("manual/leniency", "fuzeren", "/leniencies/?status=deciding", (FIRST,)),
    Shot("manual/rectification", "jingban", "/rectifications/?status=running", (FIRST,)),
    Shot("manual/measure", "jingban", "/measures/?status=running", (FIRST,)),
    Shot("manual/incentive", "fuzeren", "/incentives/?status=running", (FIRST,)),
    Shot("manual/transfer", "fuzeren", "/transfers/", (FIRST,)),
    Shot("manual/objection", "fuzeren2", "/objections/?status=deciding", (FIRST,)),
    Shot("manual/repair", "jingban2", "/repairs/?status=examining", (FIRST,)),
    Shot("manual/note", "jingban2", "/notes/?status=submitted", (FIRST,)),
    Shot("manual/challenge", "fuzeren2", "/challenges/?status=open", (FIRST,)),
)
"""Where nothing stands in the state asked for, the first of the whole list is shown."""

TO_PALETTE = """async (png) => {
  const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const dots = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer), counts = new Map();
  for (const dot of dots) counts.set(dot, (counts.get(dot) || 0) + 1);
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(one => one[0]);
  const known = new Map(palette.map((dot, at) => [dot, at]));
  const part = (dot, shift) => (dot >>> shift) & 255;
  const nearest = dot => {
    let best = 0, least = Infinity;
    palette.forEach((one, at) => {
      const far = [0, 8, 16].reduce((sum, shift) => sum + (part(one, shift) - part(dot, shift)) ** 2, 0);
      if (far < least) { least = far; best = at; }
    });
    known.set(dot, best);
    return best;
  };
  let text = '';
  for (const dot of dots) text += String.fromCharCode(known.has(dot) ? known.get(dot) : nearest(dot));
  return [image.width, image.height, palette.flatMap(dot => [0, 8, 16].map(shift => part(dot, shift))), btoa(text)];
}"""


class Album:
    """Takes pictures of one running demo; each person signs in once."""

    def __init__(self, browser: Browser, port: int, var: Path) -> None:
        self.browser, self.public, self.office = (
            browser,
            f"http://127.0.0.1:{port}",
            f"http://127.0.0.1:{port + 1}",
        )
        accounts = json.loads((var / ACCOUNTS_FILE).read_text(encoding="utf-8"))["accounts"]
        self.accounts = {one["username"]: one for one in accounts}
        self.pages: dict[str, Page] = {}
        self.dark_room = browser.new_page()

    def take(self, shot: Shot) -> int:
        """Take one picture into docs/; return its bytes."""
        page = self._page_of(shot.who)
        page.goto((self.office if shot.who else self.public) + shot.address)
        for selector in shot.follows:
            if not page.locator(f"main >> {selector}").count():
                page.goto(page.url.partition("?")[0])
            page.locator(f"main >> {selector}").first.click()
            page.wait_for_load_state()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
        page.evaluate("window.scrollTo(0, 0)")
        data = self._in_palette(page.screenshot())
        (DOCS / f"{shot.path}.png").write_bytes(data)
        return len(data)

    def _page_of(self, who: str) -> Page:
        if who not in self.pages:
            context = self.browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=SIZE)
            self.pages[who] = context.new_page()
            if who:
                self._sign_in(self.pages[who], self.accounts[who])
        return self.pages[who]

    def _sign_in(self, page: Page, account: dict[str, str]) -> None:
        page.goto(f"{self.office}/accounts/login/")
        page.get_by_label("账号").fill(account["username"])
        page.get_by_label("口令").fill(account["password"])
        page.get_by_role("button", name="登录").click()
        page.get_by_label("动态码").fill(code_for(account["secret"]))
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_load_state()

    def _in_palette(self, png: bytes) -> bytes:
        width, height, palette, dots = self.dark_room.evaluate(TO_PALETTE, base64.b64encode(png).decode())
        return png_of(width, height, bytes(palette), base64.b64decode(dots))


def png_of(width: int, height: int, palette: bytes, dots: bytes) -> bytes:
    """Return a PNG of 8 bits a dot, each the place of its colour in the palette."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + dots[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"PLTE", palette) + chunk(b"IDAT", zlib.compress(lines, 9))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


@contextmanager
def album(port: int, var: Path) -> Iterator[Album]:
    with chromium() as browser:
        yield Album(browser, port, var)


def main(port: str, var: str, *names: str) -> None:
    """Take the pictures named, or all; tell the bytes of each."""
    with album(int(port), Path(var)) as taking:
        for shot in SHOTS:
            if not names or shot.path.rpartition("/")[2] in names:
                size = taking.take(shot)
                told = f"  more than {MOST_BYTES:,}" if size > MOST_BYTES else ""
                sys.stdout.write(f"{shot.path}.png  {size:,} bytes{told}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
