import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_deputies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kinds", models.JSONField(default=list, verbose_name="移交的事项类别")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("listed", "待接收"),
                            ("accepted", "已接收"),
                            ("declined", "未接收"),
                            ("cancelled", "已撤回"),
                        ],
                        default="listed",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("listed_at", models.DateTimeField(auto_now_add=True, verbose_name="列单时间")),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="接收时间")),
                (
                    "digest",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="清单指纹"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_over",
                        to="records.posting",
                        verbose_name="移交岗位",
                    ),
                ),
                (
                    "listed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="records.posting",
                        verbose_name="接收岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接",
                "verbose_name_plural": "交接",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="HandedCase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="类别")),
                ("object_type", models.CharField(max_length=80)),
                ("object_id", models.UUIDField()),
                ("label", models.CharField(max_length=200, verbose_name="事项")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="records.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接事项",
                "verbose_name_plural": "交接事项",
                "ordering": ["kind", "label", "id"],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="类别")),
                ("object_id", models.UUIDField()),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.handover"
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="records.posting",
                    ),
                ),
            ],
            options={
                "verbose_name": "承接",
                "verbose_name_plural": "承接",
            },
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("receiver", models.F("giver")), _negated=True), name="handover_to_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "listed")), fields=("giver",), name="handover_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("accepted_at__isnull", False),
                        ("accepted_by__isnull", False),
                        ("status", "accepted"),
                        models.Q(("digest", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "accepted"), _negated=True),
                        ("accepted_at__isnull", True),
                        ("accepted_by__isnull", True),
                        ("digest", ""),
                    ),
                    _connector="OR",
                ),
                name="handover_has_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="handedcase",
            constraint=models.UniqueConstraint(
                fields=("handover", "kind", "object_id"), name="case_listed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.UniqueConstraint(fields=("kind", "object_id"), name="one_answers_for_a_case"),
        ),
    ]
