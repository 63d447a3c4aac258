from letters.models.letter_templates import LetterTemplate
from letters.models.letters import Letter, LetterSeries, LetterService

from letters.models import tracked  # isort: skip

__all__ = ["Letter", "LetterSeries", "LetterService", "LetterTemplate", "tracked"]
