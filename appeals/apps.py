from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "appeals"
    verbose_name = "异议与修复"

    def ready(self) -> None:
        """Declare what the subject of a record may ask for, with clocks, rules and help."""
        from appeals import cases
        from appeals.applicant import rule_kinds as answers
        from appeals.applicant.services import receiving
        from appeals.notes import cases as notes
        from appeals.objections import cases as objections
        from appeals.objections import deadlines, field_help, rule_kinds
        from appeals.repairs import cases as repairs
        from common.cases.case_type import declare

        answers.register()
        receiving.enter()
        rule_kinds.register()
        deadlines.register()
        field_help.register()
        objections.register()
        repairs.register()
        notes.register()
        declare(*cases.TYPES)
