from accounts.services.accounts import (
    change_own_password,
    set_active,
    set_email,
    set_password,
)
from accounts.services.second_factor import forget_second_factor
from accounts.services.sessions import end_sessions

__all__ = [
    "change_own_password",
    "end_sessions",
    "forget_second_factor",
    "set_active",
    "set_email",
    "set_password",
]
