from .holidays import Holiday
from .identity import Keyed
from .notices import Notice
from .outbox import Outbox
from .rules import RuleValue
from .trail import Transition

__all__ = ["Holiday", "Keyed", "Notice", "Outbox", "RuleValue", "Transition"]
