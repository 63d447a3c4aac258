"""Acts of the mechanisms that every app shares, each in one transaction with its trail."""

from .evidence import attach, read_content, withdraw
from .lists import drop_filter, export, keep_setting, rename_filter, save_filter, set_default
from .notices import read, read_all, set_mail, set_mail_of, tell
from .talk import say

__all__ = [
    "attach",
    "drop_filter",
    "export",
    "keep_setting",
    "read",
    "read_all",
    "read_content",
    "rename_filter",
    "save_filter",
    "say",
    "set_default",
    "set_mail",
    "set_mail_of",
    "tell",
    "withdraw",
]
