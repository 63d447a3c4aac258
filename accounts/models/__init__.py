from accounts.models.users import User

from accounts.models import tracked  # isort: skip

__all__ = ["User", "tracked"]
