"""The id of the request or job in whose course an act happens; it is written to the trail."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
