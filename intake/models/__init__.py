from intake.models.answers import Answer
from intake.models.received import Fault, ReceivedMessage

__all__ = ["Answer", "Fault", "ReceivedMessage"]
