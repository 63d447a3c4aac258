from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Declare reorganisations; enter lists, places and words of regions and departments."""
        from common.cases.case_type import declare
        from organisations import (
            cases,
            field_help,
            finders,
            history_names,
            lists,
            queues,
        )
        from organisations.services import transfers

        declare(*cases.TYPES)
        lists.register()
        queues.register()
        finders.register()
        field_help.register()
        history_names.register()
        transfers.register()
