"""Acts on officials' files, which have no status of their own: a posting may keep them from its deputy."""

from __future__ import annotations

from dossiers.services.file_entries import KEEPERS
from dossiers.services.opening import NUMBER_READERS
from organisations.scopes import FILE_KEEPERS
from postings.services.deputies import StatelessActs, stateless_acts


def register() -> None:
    """Enter them; called once when the app is ready."""
    stateless_acts[FILE_ACTS.key] = FILE_ACTS


FILE_ACTS = StatelessActs(
    "official",
    "公务员档案",
    "打开、显示证件号码、打印、修改",
    {
        "open": ("打开", FILE_KEEPERS),
        "reveal": ("显示、查找证件号码", NUMBER_READERS),
        "print": ("打印", FILE_KEEPERS),
        "keep": ("建立、修改", KEEPERS),
    },
    order=40,
)
