"""Names of persons by shape, without any roster: found and falsely found, per frame, with each half switched off once.

The corpus is tests/privacy/name_corpus.py; `make test` asserts the figures of the whole.
"""

from __future__ import annotations

import subprocess
import sys

from tests.privacy.name_corpus import TUNED, sentences
from tests.privacy.name_figures import Figures, by_frame, whole

SETTINGS: dict[str, dict[str, bool]] = {
    "both": {},
    "segmenter off": {"by_segmenter": False},
    "rules off": {"by_rules": False},
}
FIRST_LOOK = {"": "none", "_unseen": "98.33 / 2.69", "_last": "97.44 / 3.20", "_blind": "98.61 / 7.50"}
"""Recall and false alarms of a part when it was first measured, in percent, before any of its misses was looked at."""
MEMORY = """
import time
def held():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) // 1024
from privacy import scan
before, start = held(), time.perf_counter()
scan("由某局审批")
first, loaded = time.perf_counter() - start, held()
text = "时任局长李国庆与承包人周敏签订补充协议，至今未按约定支付工程款"
start = time.perf_counter()
for place in range(200):
    scan(f"{text}{place}元")
each = (time.perf_counter() - start) / 200
print(f"| {before} MB | {loaded} MB | {first:.1f} s | {each * 1000:.1f} ms |")
"""


def main() -> None:
    figures = {
        name: {part: by_frame(sentences(part), **off) for part in TUNED} for name, off in SETTINGS.items()
    }
    print("# Names of persons in text\n")
    print(
        "`PROOF=names make proof`. No roster is asked. A person counts as found where every sign of the name is; a sentence "
        "without\npersons counts as a false alarm where anybody is found in it. Surnames by their share of the population, "
        "given names, real towns\nof Jiangsu and frames: see `tests/privacy/name_corpus.py`. A frame without slots is asked once.\n"
    )
    _tell_whole(figures)
    _tell_parts(figures["both"])
    _tell_cost()
    _tell_frames(figures)
    everything = _all(figures["both"])
    sys.exit(everything.recall < 99 or everything.false_alarms > 2)


def _all(parts: dict[str, dict[tuple[str, str], Figures]]) -> Figures:
    return whole(one for frames in parts.values() for one in frames.values())


def _tell_whole(figures: dict[str, dict[str, dict[tuple[str, str], Figures]]]) -> None:
    print("| finders | persons | recall | sentences without persons | false alarms |\n|---|---|---|---|---|")
    for name, parts in figures.items():
        told = _all(parts)
        print(f"| {name} | {told.persons} | {told.recall:.2f} % | {told.bare} | {told.false_alarms:.2f} % |")


def _tell_parts(parts: dict[str, dict[tuple[str, str], Figures]]) -> None:
    print(
        "\nThe frames were written in four parts, one after another. Each was measured once before its misses were looked at; "
        "then rules of\nno one frame were mended (the first part was looked at while the rules grew). What a text of yet another "
        "hand would show lies nearer\nto the first look than to today.\n"
    )
    print(
        "| part | recall today | false alarms today | recall / false alarms at first look, % |\n|---|---|---|---|"
    )
    for part, frames in parts.items():
        told = whole(frames.values())
        print(
            f"| {part.strip('_') or 'first'} | {told.recall:.2f} % | {told.false_alarms:.2f} % | {FIRST_LOOK[part]} |"
        )


def _tell_cost() -> None:
    print(
        "\n| memory before | after the first text | the first text | each text of 35 signs after it |\n|---|---|---|---|"
    )
    print(
        subprocess.run(
            [sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True
        ).stdout.strip()
    )


def _tell_frames(figures: dict[str, dict[str, dict[tuple[str, str], Figures]]]) -> None:
    print("\n| group | frame | n | both | segmenter off | rules off |\n|---|---|---|---|---|---|")
    for part, frames in figures["both"].items():
        for key, told in frames.items():
            shares = " | ".join(_share(parts[part][key]) for parts in figures.values())
            print(f"| {key[0]} | {key[1]} | {told.persons or told.bare} | {shares} |")


def _share(told: Figures) -> str:
    return f"{told.recall:.0f} % found" if told.persons else f"{told.false_alarms:.0f} % false"


if __name__ == "__main__":
    main()
