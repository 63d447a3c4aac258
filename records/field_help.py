"""What each field of the records' forms means: the texts stand in `field_help.toml`, for whoever words them."""

from pathlib import Path

from common.field_help import field_helps


def register() -> None:
    """Enter the texts; called once when the app is ready. A correction changes a record's own fields."""
    field_helps.read(Path(__file__).with_suffix(".toml"))
    texts = field_helps.texts
    field_helps.register("CorrectionForm", texts["EntryForm"] | texts["RecordForm"] | texts["CorrectionForm"])
