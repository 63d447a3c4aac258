"""Office pages of the mechanisms that every app shares, and what the office says when a page cannot be given."""

from common.views.errors import bad_request, forbidden, not_found, server_error

__all__ = ["bad_request", "forbidden", "not_found", "server_error"]
