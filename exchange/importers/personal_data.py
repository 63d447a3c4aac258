"""Personal data in the prose of a sheet, block by block: a long sheet has a second process look for it meanwhile.

Half the work on a return is this look, and it needs nothing but the texts; the second processor is idle else. The
second process lives under the limits of the first. It forks behind the first block, when the workbook is parsed: both
together hold less than the parsing did, and a short return never needs it. Whether it looked at everything is never
in doubt: an answer that does not come ends the first process too.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable

from exchange.importers.column_readers import REMEMBERED
from privacy import scan

SHOWN = 200
_STEP, _MOST = 0.02, 0.5
_PATIENCE = 0.002
Found = tuple[str, str]
"""What is found, masked, and its kinds."""


class PersonalData:
    """What is found in texts; each is looked at once, as long as not too many are remembered."""

    def __init__(self, by_segmenter: bool) -> None:
        self._by_segmenter = by_segmenter
        self._clean: set[str] = set()
        self._found: dict[str, Found] = {}
        self._asked: list[str] = []
        self._second: _SecondProcess | None = None
        self._own_share = 0.0
        self._own: list[str] = []
        self._blocks = 0

    def look_at(self, texts: Iterable[str]) -> None:
        """Begin to look at the texts of a block; `found` waits for the end."""
        self._asked = list({*texts} - {"", *self._found} - self._clean)
        self._blocks += 1
        if self._blocks == 2:
            self._second = _SecondProcess(self._by_segmenter)
        own = round(len(self._asked) * self._own_share)
        self._own = self._asked[:own] if self._second else self._asked
        if self._second:
            self._second.ask(self._asked[own:])

    def found(self) -> dict[str, Found]:
        """Return by text what is found in those of the block, and in the others so far."""
        told = found_in(self._own, self._by_segmenter) if self._own else {}
        if self._second:
            told |= self._answer(self._second)
        self._found |= told
        if len(self._clean) < REMEMBERED:
            self._clean.update(text for text in self._asked if text not in told)
        return self._found

    def _answer(self, second: _SecondProcess) -> dict[str, Found]:
        """Wait for the second process, and take more or less of the next block from it so that neither waits."""
        began = time.perf_counter()
        told = second.answer()
        waits = time.perf_counter() - began > _PATIENCE
        self._own_share = min(max(self._own_share + (_STEP if waits else -_STEP), 0.0), _MOST)
        return told

    def close(self) -> None:
        """Let the second process end; raises RuntimeError where it did not end well."""
        if self._second:
            self._second.close()


def found_in(texts: Iterable[str], by_segmenter: bool) -> dict[str, Found]:
    """Return what the texts hold; a long return does without the segmenter, publication does not."""
    told = ((text, scan(text, by_segmenter=by_segmenter)) for text in texts)
    return {
        text: (
            "；".join(dict.fromkeys(suspect.masked for suspect in found))[:SHOWN],
            "、".join(dict.fromkeys(suspect.label for suspect in found)),
        )
        for text, found in told
        if found
    }


class _SecondProcess:
    """A fork of this process that answers one block of texts after another, each as a line of JSON."""

    def __init__(self, by_segmenter: bool) -> None:
        asked, ask = os.pipe()
        answer, answered = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            _serve(asked, answered, (ask, answer), by_segmenter)
        os.close(asked)
        os.close(answered)
        self._ask, self._answer = os.fdopen(ask, "wb"), os.fdopen(answer, "rb")
        self._texts: list[str] = []

    def ask(self, texts: list[str]) -> None:
        self._texts = texts
        self._ask.write(json.dumps(texts).encode() + b"\n")
        self._ask.flush()

    def answer(self) -> dict[str, Found]:
        line = self._answer.readline()
        if not line:
            raise RuntimeError("the second process has ended")
        return {self._texts[place]: (found, kinds) for place, found, kinds in json.loads(line)}

    def close(self) -> None:
        self._ask.close()
        self._answer.close()
        _, status = os.waitpid(self._pid, 0)
        if status:
            raise RuntimeError(f"the second process ended with {status}")


def _serve(asked: int, answered: int, others: tuple[int, int], by_segmenter: bool) -> None:
    """Answer until nothing more is asked, then end without a word to the pipes of the first process."""
    status = 1
    try:
        for descriptor in (0, 1, *others):
            os.close(descriptor)
        with open(asked, "rb") as questions, open(answered, "wb") as answers:
            for line in questions:
                texts: list[str] = json.loads(line)
                places = {text: place for place, text in enumerate(texts)}
                told = [[places[text], *found] for text, found in found_in(texts, by_segmenter).items()]
                answers.write(json.dumps(told).encode() + b"\n")
                answers.flush()
        status = 0
    finally:
        os._exit(status)
