"""The public site beside the office, as the tests of the public site read it."""

from tests.disclosure.conftest import as_public, public_side, queries, read

__all__ = ["as_public", "public_side", "queries", "read"]
