"""The kinds of fact that units report by workbook（归集）; such a kind keeps the batch, the row and who reported it."""

from __future__ import annotations

from exchange.importers.layouts import LAYOUTS
from exchange.models.batches import ImportBatch
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind


def kind_of(batch: ImportBatch) -> type[FactKind] | None:
    """Return the kind of fact that the rows of a batch become, None where they become none."""
    return fact_kinds.get(LAYOUTS[batch.kind].fact)


def reported_kinds() -> list[type[FactKind]]:
    """Return every kind that a workbook brings."""
    return [fact_kinds[layout.fact] for layout in LAYOUTS.values() if layout.fact]
