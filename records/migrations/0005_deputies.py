from pathlib import Path

import django.contrib.postgres.constraints
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "deputies.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_public_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deputy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(verbose_name="至")),
                ("excluded", models.JSONField(blank=True, default=list, verbose_name="不代理的事项")),
                (
                    "status",
                    models.CharField(
                        choices=[("granted", "代理"), ("revoked", "已收回")],
                        default="granted",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="授予时间")),
            ],
            options={
                "verbose_name": "代理",
                "verbose_name_plural": "代理",
                "ordering": ["-since", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ActingPosting",
            fields=[],
            options={
                "verbose_name": "代理岗位",
                "verbose_name_plural": "代理岗位",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("records.posting",),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(fields=("id", "user"), name="posting_holder_key"),
        ),
        migrations.AddField(
            model_name="deputy",
            name="holder",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="岗位本人",
            ),
        ),
        migrations.AddField(
            model_name="deputy",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deputised",
                to=settings.AUTH_USER_MODEL,
                verbose_name="代理人",
            ),
        ),
        migrations.AddField(
            model_name="deputy",
            name="posting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deputies",
                to="records.posting",
                verbose_name="被代理岗位",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="deputy_dates_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("holder")), _negated=True),
                name="deputy_is_another_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "granted")),
                expressions=[
                    ("posting", "="),
                    ("person", "="),
                    (
                        models.Func(
                            models.F("since"), models.F("until"), models.Value("[]"), function="daterange"
                        ),
                        "&&",
                    ),
                ],
                name="deputy_once_a_day",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
