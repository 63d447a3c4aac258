from accounts.services.accounts import (
    change_own_password,
    create_account,
    reset_password,
    set_active,
    set_email,
)
from accounts.services.second_factor import forget_second_factor
from accounts.services.sessions import end_sessions

__all__ = [
    "change_own_password",
    "create_account",
    "end_sessions",
    "forget_second_factor",
    "reset_password",
    "set_active",
    "set_email",
]
