"""Letters（文书）: drafted by a template, issued with the next number, served with proof, voided with a reason.

What the pages and services of every procedure call. Who may, as a line of the house's table of verbs:

| verb | reviewer | officer | director | finding body |
|---|---|---|---|---|
| draft, issue, serve, discard a letter | ● | ● | ● | ● |
| void a letter that went out | | | ● | ● |
| open a register of numbers, make a template's version | | | ● | |

A department reads the letters about what it may see once they have gone out; the auditor reads all.
"""

from .register import Issuer, issuer_of, open_series, publish_template
from .writing import Delivery, discard, docx, draft, issue, pdf, serve, void

__all__ = [
    "Delivery",
    "Issuer",
    "discard",
    "docx",
    "draft",
    "issue",
    "issuer_of",
    "open_series",
    "pdf",
    "publish_template",
    "serve",
    "void",
]
