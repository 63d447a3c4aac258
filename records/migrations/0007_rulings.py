import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from records.reference_data import RULES


def add_missing(apps, schema_editor):
    """Give an installation the values that came after it was made."""
    RuleValue = apps.get_model("common", "RuleValue")
    known = set(RuleValue.objects.values_list("kind", "key"))
    RuleValue.objects.bulk_create(RuleValue(**r) for r in RULES if (r["kind"], r["key"]) not in known)


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_rules"),
        ("records", "0006_handovers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="规则")),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="项")),
                ("label", models.CharField(max_length=100, verbose_name="说明")),
                ("value", models.JSONField(verbose_name="值")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("document_number", models.CharField(blank=True, max_length=100, verbose_name="文号")),
                ("effective_from", models.DateField(verbose_name="施行日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "待确认"),
                            ("confirmed", "已确认"),
                            ("declined", "未采纳"),
                            ("withdrawn", "已收回"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="决定时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "rule",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="common.rulevalue",
                        verbose_name="生效的版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "规则修订",
                "verbose_name_plural": "规则修订",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")),
                        fields=("kind", "key"),
                        name="rule_proposed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["confirmed", "declined"]), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rule_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rule__isnull", False), ("status", "confirmed")),
                            models.Q(
                                models.Q(("status", "confirmed"), _negated=True), ("rule__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="rule_confirmed_has_value",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_missing, migrations.RunPython.noop),
    ]
