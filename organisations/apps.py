from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Enter lists, places, queues and words of regions, departments and reorganisations."""
        from organisations import (
            acts,
            case_files,
            field_help,
            finders,
            history_names,
            lists,
            open_cases,
            queues,
        )
        from organisations.services import transfers

        acts.declare()
        lists.register()
        queues.register()
        case_files.register()
        open_cases.register()
        finders.register()
        field_help.register()
        history_names.register()
        transfers.register()
