from django.apps import AppConfig


class DisciplineConfig(AppConfig):
    name = "discipline"
    verbose_name = "惩戒与激励"

    def ready(self) -> None:
        """Declare the procedures of consequences; enter their clocks, kinds of rules and places."""
        from common.cases.case_type import declare
        from common.registry import Place, registry
        from discipline import rule_kinds
        from discipline.accountability.cases import transfers
        from discipline.incentives import catalogue
        from discipline.incentives.cases import incentives
        from discipline.measures import cases as measures
        from discipline.measures import deadlines as measure_deadlines
        from discipline.measures import rule_kinds as measure_rules
        from discipline.rectification import cases, deadlines
        from discipline.tolerance import cases as tolerance

        rule_kinds.register()
        measure_rules.register()
        catalogue.register()
        deadlines.register()
        measure_deadlines.register()
        declare(*cases.TYPES, incentives(), transfers())
        measures.register()
        tolerance.register()
        registry.register(
            Place("competence", "职权分工", "管理", "discipline:competence", order=45, chapter="职权分工"),
            Place("catalogue", "惩戒措施目录", "管理", "discipline:catalogue", order=46, chapter="惩戒措施"),
        )
