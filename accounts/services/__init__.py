from accounts.services.accounts import (
    change_own_password,
    disable,
    set_email,
    set_password,
)
from accounts.services.sessions import end_sessions

__all__ = [
    "change_own_password",
    "disable",
    "end_sessions",
    "set_email",
    "set_password",
]
