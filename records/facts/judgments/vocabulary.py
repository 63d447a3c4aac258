from django.db.models import TextChoices


class Outcome(TextChoices):
    """What became of the case. A lost case is not dishonesty by itself（行政诉讼法 96）."""

    LOST = "lost", "败诉"
    REFUSED = "refused", "拒不执行"
