"""What was promised, and whether it was kept."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = "承诺"

    def ready(self) -> None:
        """Enter the domains, their clocks and rules; declare the procedures of this app."""
        from commitments.domains import (
            bidding,
            debt,
            investment,
            ppp,
            procurement,
            statistics,
            townships,
        )
        from commitments.domains.domain import domains
        from common.cases.case_type import declare
        from common.deadlines.kinds import deadline_kinds
        from common.rulebook import rulebook

        domains.register(procurement.DOMAIN, bidding.DOMAIN, investment.DOMAIN)
        domains.register(ppp.DOMAIN, debt.DOMAIN)
        domains.register(statistics.DOMAIN, townships.DOMAIN)
        from commitments import rule_kinds
        from commitments.cases import types
        from commitments.deadlines import all_kinds
        from commitments.screening import cases as screening
        from commitments.screening import clocks
        from commitments.screening import rule_kinds as screening_rules
        from commitments.screening.lists import CHECKS
        from commitments.services import rating
        from common.lists import lists

        rulebook.register(*rule_kinds.KINDS, *screening_rules.KINDS)
        deadline_kinds.register(*all_kinds(), clocks.DECIDE)
        declare(*types(), *screening.TYPES)
        lists[CHECKS.key] = CHECKS
        rating.register()
