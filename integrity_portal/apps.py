from django.apps import AppConfig


class IntegrityPortalConfig(AppConfig):
    name = "integrity_portal"
    verbose_name = "政务诚信门户"
