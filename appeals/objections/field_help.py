"""What each field of the forms of objections means: the texts stand in `field_help.toml`, for whoever words them."""

from pathlib import Path

from common.field_help import field_helps


def register() -> None:
    """Enter the texts; called once when the app is ready."""
    field_helps.read(Path(__file__).with_suffix(".toml"))
