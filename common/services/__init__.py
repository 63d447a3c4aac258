"""Acts of the mechanisms that every app shares, each in one transaction with its trail."""

from common.services.evidence import attach, read_content, withdraw
from common.services.lists import drop_filter, export, keep_setting, rename_filter, save_filter, set_default
from common.services.notices import read, read_all, set_mail, set_mail_of, tell
from common.services.talk import say

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
