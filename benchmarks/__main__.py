"""`python -m benchmarks [import] [aggregation] [pages] [search] [store] [screening] [--quick]`"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import time
from collections.abc import Sequence
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

import django

django.setup()

from benchmarks import aggregating, importing, report, screening, serving, storing  # noqa: E402
from tests import stores  # noqa: E402

NAMES = ("import", "aggregation", "screening", "pages", "search", "store")


def main() -> None:
    options = read(sys.argv[1:])
    wanted = options.only or NAMES
    tables: list[report.Table] = []
    began = time.monotonic()
    if "import" in wanted:
        print(f"import of {options.rows:,} rows", flush=True)
        tables.append(importing.measure(options.rows, options.repeats))
    if "aggregation" in wanted:
        print(f"aggregation of {options.records:,} records", flush=True)
        tables.append(aggregating.measure(options.records, options.repeats))
    if "screening" in wanted:
        print(f"bidders against {options.listed:,} list rows", flush=True)
        tables.append(screening.measure(options.listed))
    if {"pages", "search", "store"} & set(wanted):
        tables += over_the_store(options, wanted)
    command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
    if options.out:
        report.write(tables, command, options.out)
    print(f"{time.monotonic() - began:.0f} s")


def over_the_store(options: argparse.Namespace, wanted: Sequence[str]) -> list[report.Table]:
    """What is measured over a filled store; the acts come last, because they change it."""
    print(f"public site over {options.faces:,} records in public", flush=True)
    taken, tables = stores.take(), []
    try:
        with serving.standing(options.faces, options.over) as name:
            if {"pages", "search"} & set(wanted):
                tables += serving.measure(name, taken, options.faces, options.seconds, options.words, wanted)
            if "store" in wanted:
                print(f"acts over {options.faces:,} records in public", flush=True)
                tables += storing.measure(
                    name, taken, options.faces, options.ends, options.burst, copied=not options.no_copy
                )
    finally:
        taken.give_back()
    return tables


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", choices=[*NAMES, []], help="which (default: all)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes, nothing written")
    parser.add_argument("--rows", type=int, help="rows of the return (50,000)")
    parser.add_argument("--records", type=int, help="records to aggregate (1,000,000)")
    parser.add_argument("--listed", type=int, help="rows of the watch list (1,000,000)")
    parser.add_argument("--faces", type=int, help="records in public to search (200,000)")
    parser.add_argument("--seconds", type=float, help="per page (6)")
    parser.add_argument("--words", type=int, help="words asked per kind (60)")
    parser.add_argument("--ends", type=int, help="publications ended one after another (200)")
    parser.add_argument("--burst", type=int, help="publications in a minute under read load (100)")
    parser.add_argument("--no-copy", action="store_true", help="no ends on a database that follows")
    parser.add_argument(
        "--over", default="", help="a database of the server that was filled before, as it is"
    )
    parser.add_argument("--repeats", type=int, help="of which the median is taken (3)")
    parser.add_argument("--out", type=Path, help="where the table is kept (docs/proof/bench.md)")
    options = parser.parse_args(arguments)
    full = {
        "rows": 50_000,
        "records": 1_000_000,
        "listed": 1_000_000,
        "faces": 200_000,
        "seconds": 6.0,
        "words": 60,
        "repeats": 3,
        "ends": 200,
        "burst": 100,
    }
    quick = {
        "rows": 5_000,
        "records": 100_000,
        "listed": 100_000,
        "faces": 20_000,
        "seconds": 1.5,
        "words": 15,
        "repeats": 1,
        "ends": 20,
        "burst": 20,
    }
    for name, value in (quick if options.quick else full).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    if options.out is None and not options.quick:
        options.out = report.PROOF
    return options


main()
