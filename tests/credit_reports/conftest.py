"""The public site beside the office, as the tests of the public site read it."""

from tests.disclosure.conftest import alone, as_public, public_side, queries, read

__all__ = ["alone", "as_public", "public_side", "queries", "read"]
