"""The one exception of the embedded servers: a sentence for the person at the keyboard."""


class EmbeddedError(Exception):
    """Says in Chinese what is wrong and what to do about it."""
