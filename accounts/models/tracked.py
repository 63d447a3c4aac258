"""Which models of this app keep a field history; passwords never enter it."""

from common.history import track

from .users import User

track(User, exclude=("password", "last_login"))
