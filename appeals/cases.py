"""The procedures of this app, each declared in its own room."""

from appeals.leads import cases as leads
from appeals.objections import cases as objections

TYPES = (*objections.TYPES, *leads.TYPES)
