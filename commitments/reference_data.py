"""The first versions of this app's dated rules, as `reference/rules.csv` has them. rules.md 4.7, 6"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

FOUNDED = date(2023, 6, 29)


def _rows() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "reference" / "rules.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {**row, "value": json.loads(row["value"]), "effective_from": FOUNDED}
            for row in csv.DictReader(file)
        ]


RULES: list[dict[str, Any]] = _rows()
