from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = "授权查询"

    def ready(self) -> None:
        """Declare official inquiries, with their clock and rules."""
        from common.cases.case_type import declare
        from inquiries import deadlines, rule_kinds
        from inquiries.cases import inquiries

        rule_kinds.register()
        deadlines.register()
        declare(inquiries())
