"""The limited process that parses: file on stdin → lines for COPY on stdout, a JSON note on stderr.

`python -m exchange.importers.child KIND SUFFIX BATCH CHOICES`. Exit 0: all rows were sent. Exit 3: refused, the note
says why. Anything else: it ran into its limits or died. It imports neither Django's settings nor the database.
"""

from __future__ import annotations

import gc
import io
import json
import resource
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from exchange.importers.headers import Choices

MEMORY = 512 * 1024 * 1024
SECONDS = 60
REFUSED = 3


def limit() -> None:
    """Give up what a hostile file could use: memory, time, files to write, a core dump."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * 1024, 1024 * 1024))


def main(kind: str, suffix: str, batch: str, choices: str = "{}") -> int:
    """Parse stdin as a workbook of `kind` and send its rows; `choices` are columns matched by hand, as JSON."""
    limit()
    gc.disable()
    from exchange.importers.archives import Refused, SecretFile

    try:
        given = sys.stdin.buffer
        source = given if given.seekable() else io.BytesIO(given.read())
        note = send(kind, suffix, batch, source, sys.stdout.buffer, json.loads(choices))
    except Refused as refusal:
        note = {
            "refused": str(refusal),
            "secret": isinstance(refusal, SecretFile),
            "header": dict(refusal.header),
        }
    print(json.dumps(note, ensure_ascii=True), file=sys.stderr, flush=True)  # noqa: T201
    return REFUSED if "refused" in note else 0


def send(
    kind: str, suffix: str, batch: str, source: BinaryIO, out: BinaryIO, choices: Choices | None = None
) -> dict[str, Any]:
    """Write the staged rows of `source` to `out`; return what the parent has to know about the sheet."""
    from exchange.importers.opening import begin

    book = begin(source, suffix)  # the readers are loaded while it is parsed
    from exchange.importers.layouts import READABLE
    from exchange.importers.rows import RowReader
    from exchange.importers.sheets import read_table

    table = read_table(source, suffix, READABLE[kind], choices, book)
    reader = RowReader(READABLE[kind], table, batch)
    stream = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=False)
    sent = 0
    for lines in reader.blocks(table.rows):
        stream.write("".join(lines))
        sent += len(lines)
    stream.flush()
    stream.detach()
    return {
        "rows": sent,
        "purged": reader.purged,
        "sheet": table.sheet,
        **table.header.told(),
        "ignored": table.ignored,
        "left_out": reader.left_out,
        "hints": table.hints,
    }


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
