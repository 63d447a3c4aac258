from django.apps import AppConfig


class OpenConfig(AppConfig):
    """The models on the views of schema `open`; none of them is made by a migration."""

    name = "disclosure.open"
    verbose_name = "公开库"
