"""Acts that change two or more aggregates, each in one transaction with its trail."""

from .file_entries import add_entry, enter_official, revise_entry, revise_official, strike_entry
from .noted_entries import note_entry, strike_noted
from .opening import find_by_number, log_print, open_file, reveal_number
from .own_files import accept_request, ask_correction, invite, refuse_request, withdraw_request

__all__ = [
    "accept_request",
    "add_entry",
    "ask_correction",
    "enter_official",
    "find_by_number",
    "invite",
    "log_print",
    "note_entry",
    "open_file",
    "refuse_request",
    "reveal_number",
    "revise_entry",
    "revise_official",
    "strike_entry",
    "strike_noted",
    "withdraw_request",
]
