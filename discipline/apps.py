from django.apps import AppConfig


class DisciplineConfig(AppConfig):
    name = "discipline"
    verbose_name = "惩戒与激励"

    def ready(self) -> None:
        """Enter the kinds of rules, the clocks and the places of this app; declare its procedures."""
        from common.cases.case_type import declare
        from common.deadlines.kinds import deadline_kinds
        from common.registry import Place, registry
        from common.rulebook import rulebook
        from discipline import rule_kinds
        from discipline.accountability.cases import transfers
        from discipline.incentives import catalogue
        from discipline.incentives.cases import incentives
        from discipline.leniency import cases as leniency
        from discipline.leniency import deadlines as leniency_deadlines
        from discipline.leniency import rule_kinds as leniency_rules
        from discipline.measures import cases as measures
        from discipline.measures import deadlines as measure_deadlines
        from discipline.measures import rule_kinds as measure_rules
        from discipline.rectification import cases, deadlines
        from discipline.tolerance import cases as tolerance
        from discipline.tolerance import deadlines as tolerance_deadlines
        from discipline.tolerance import rule_kinds as tolerance_rules

        for rules in (rule_kinds, measure_rules, catalogue, tolerance_rules, leniency_rules):
            rulebook.register(*rules.KINDS)
        for clocks in (deadlines, measure_deadlines, tolerance_deadlines, leniency_deadlines):
            deadline_kinds.register(*clocks.KINDS)
        declare(*cases.TYPES, incentives(), transfers())
        measures.register()
        tolerance.register()
        leniency.register()
        registry.register(
            Place("competence", "职权分工", "管理", "discipline:competence", order=45, chapter="职权分工"),
            Place("catalogue", "惩戒措施目录", "管理", "discipline:catalogue", order=46, chapter="惩戒措施"),
        )
