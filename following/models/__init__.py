from following.keys.models import ApiKey
from following.models.alerts import Alert
from following.webhooks.models import Announced, Delivery, Webhook

__all__ = ["Alert", "Announced", "ApiKey", "Delivery", "Webhook"]
