from following.models.alerts import Alert

__all__ = ["Alert"]
