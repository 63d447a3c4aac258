from .users import User

from . import tracked  # isort: skip

__all__ = ["User", "tracked"]
