"""Acts of the mechanisms that every app shares, each in one transaction with its trail."""

from .evidence import attach, read_content, withdraw
from .notices import read, read_all, set_mail, tell
from .talk import say

__all__ = ["attach", "read", "read_all", "read_content", "say", "set_mail", "tell", "withdraw"]
