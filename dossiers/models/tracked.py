"""Which models of this app keep a field history: all but `FileAccess`, which is a log of its own."""

from common.history import track

from .entries import CareerStep, ClemencyDecision, Honour, InfluencePeriod, Learning
from .file_requests import FileRequest

track(CareerStep, ClemencyDecision, FileRequest, Honour, InfluencePeriod, Learning)
