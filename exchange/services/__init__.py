"""Acts of the exchange: imports from upload to draft, and what a roster upload proposes.

Pages call `receive` → `start`, poll `ImportBatch` (status, counts, message), show `report`; `cancel`, `resume` and
`undo` as the user asks; `batch.commit_trial(by=…)` then `start` turns a trial run into the real one.
"""

from exchange.importers.stages import report
from exchange.services.duties import (
    file_nil,
    file_return,
    match_duties,
    open_duties,
    remind_late,
    remind_of_duties,
    remind_unit,
    reopen_duty,
)
from exchange.services.importing import cancel, pick_up_stalled, purge_old_files, receive, resume, run, start
from exchange.services.matching import match_columns
from exchange.services.previewing import first_rows, has_rows, mapping
from exchange.services.proposals import accept_proposal, decline_proposal
from exchange.services.undoing import undo, undoing
from exchange.services.waiting import asks_only_of_sums, enter_waiting, is_of_two_bodies, leave_out

__all__ = [
    "accept_proposal",
    "asks_only_of_sums",
    "cancel",
    "decline_proposal",
    "enter_waiting",
    "file_nil",
    "file_return",
    "first_rows",
    "has_rows",
    "is_of_two_bodies",
    "leave_out",
    "mapping",
    "match_columns",
    "match_duties",
    "open_duties",
    "pick_up_stalled",
    "purge_old_files",
    "receive",
    "remind_late",
    "remind_of_duties",
    "remind_unit",
    "reopen_duty",
    "report",
    "resume",
    "run",
    "start",
    "undo",
    "undoing",
]
