from django.apps import AppConfig


class CreditReportsConfig(AppConfig):
    name = "credit_reports"
    verbose_name = "信用报告"

    def ready(self) -> None:
        """Declare credit reports, and take what readers of the public site ask for."""
        from common.cases.case_type import declare
        from credit_reports import cases, receiving

        declare(*cases.TYPES)
        receiving.register_receiver()
