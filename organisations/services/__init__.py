"""Acts that change two or more aggregates, each in one transaction with its trail."""

from .reorganisations import (
    approve_reorganisation,
    draft_reorganisation,
    effect_due_reorganisations,
    effect_reorganisation,
    matters_of,
    preview,
    revise_reorganisation,
    submit_reorganisation,
)

__all__ = [
    "approve_reorganisation",
    "draft_reorganisation",
    "effect_due_reorganisations",
    "effect_reorganisation",
    "matters_of",
    "preview",
    "revise_reorganisation",
    "submit_reorganisation",
]
