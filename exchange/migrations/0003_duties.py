from datetime import date

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


_DESIGN = "本门户建议值，无上位规定"
RULES = [
    {
        "kind": "reporting_due",
        "key": "quarter",
        "label": "季度归集报送期限",
        "value": 15,
        "unit": "working_day",
    },
    {
        "kind": "reporting_units",
        "key": "levels",
        "label": "须按季报送的单位级别",
        "value": ["province", "city"],
        "unit": "",
    },
    {
        "kind": "reminder",
        "key": "reporting_due",
        "label": "归集报送截止前提醒",
        "value": 7,
        "unit": "calendar_day",
    },
]


def fill(apps, schema_editor):
    RuleValue = apps.get_model("common", "RuleValue")
    for rule in RULES:
        RuleValue.objects.create(**rule, basis=_DESIGN, effective_from=date(2023, 6, 29), mark="D")


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_rules"),
        ("exchange", "0002_staging"),
        ("records", "0007_rulings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportingDuty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                ("due_on", models.DateField(verbose_name="截止日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("pending", "待报"), ("reported", "已报"), ("nil", "零报告")],
                        default="pending",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("statement", models.CharField(blank=True, max_length=300, verbose_name="零报告说明")),
                ("filed_on", models.DateField(null=True, verbose_name="报送日期")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="生成时间"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="exchange.importbatch",
                        verbose_name="导入批次",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="common.rulevalue",
                        verbose_name="期限规则",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting_duties",
                        to="records.department",
                        verbose_name="报送单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "归集报送任务",
                "verbose_name_plural": "归集报送任务",
                "ordering": ["-year", "-quarter", "unit__sort_key"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "quarter"), name="duty_once_a_quarter"),
                    models.UniqueConstraint(fields=("unit", "batch"), name="batch_fulfils_one_duty"),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)), name="duty_of_a_quarter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("batch__isnull", True),
                                ("filed_by__isnull", True),
                                ("filed_on__isnull", True),
                                ("statement", ""),
                                ("status", "pending"),
                            ),
                            models.Q(
                                ("batch__isnull", False),
                                ("filed_by__isnull", False),
                                ("filed_on__isnull", False),
                                ("statement", ""),
                                ("status", "reported"),
                            ),
                            models.Q(
                                ("batch__isnull", True),
                                ("filed_by__isnull", False),
                                ("filed_on__isnull", False),
                                ("status", "nil"),
                                models.Q(("statement", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="duty_filed_whole",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
