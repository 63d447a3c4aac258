"""All models of this app keep a field history."""

from common.history import track
from letters.models.letter_templates import LetterTemplate
from letters.models.letters import Letter, LetterSeries, LetterService

track(Letter, LetterSeries, LetterService, LetterTemplate)
