import django.db.models.deletion
import django.db.models.expressions
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("records", "0001_initial")]
    operations = [
        # tables: written by remake_migrations
        migrations.CreateModel(
            name='AggregationRun',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('nightly', '每日定时'), ('rerun', '人工重算'), ('command', '命令行')], max_length=10, verbose_name='由来')),
                ('state', models.CharField(choices=[('running', '进行中'), ('ok', '完成'), ('failed', '失败')], default='running', max_length=10, verbose_name='状态')),
                ('day', models.DateField(verbose_name='统计日')),
                ('data_time', models.DateTimeField(null=True, verbose_name='数据截至')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='开始')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='结束')),
                ('seconds', models.DecimalField(decimal_places=3, max_digits=9, null=True, verbose_name='用时（秒）')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='汇总行数')),
                ('records', models.PositiveIntegerField(default=0, verbose_name='入库记录')),
                ('public_records', models.PositiveIntegerField(default=0, verbose_name='公示中记录')),
                ('departments', models.PositiveIntegerField(default=0, verbose_name='名录部门')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='未通过的原因')),
                ('is_current', models.BooleanField(default=False, verbose_name='现用')),
            ],
            options={
                'verbose_name': '统计任务',
                'verbose_name_plural': '统计任务',
                'ordering': ['-started_at', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('is_current',), name='one_current_run'), models.CheckConstraint(condition=models.Q(('is_current', False), models.Q(('data_time__isnull', False), ('finished_at__isnull', False), ('state', 'ok')), _connector='OR'), name='current_run_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='failed_run_says_why')],
            },
        ),
        migrations.CreateModel(
            name='OfficeCell',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('run', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.aggregationrun')),
                ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.region')),
                ('month', models.DateField(verbose_name='认定月份')),
                ('domain', models.CharField(choices=[('procurement', '政府采购'), ('ppp', '政府和社会资本合作'), ('bidding', '招标投标'), ('investment', '招商引资'), ('debt', '地方政府债务'), ('statistics', '统计'), ('townships', '乡镇街道'), ('general', '其他')], max_length=16, verbose_name='重点领域')),
                ('basis', models.CharField(choices=[('judgment', '司法判决'), ('penalty', '行政处罚'), ('discipline', '处分'), ('accountability', '问责处理')], max_length=16, verbose_name='来源类型')),
                ('severity', models.CharField(choices=[('minor', '轻微'), ('ordinary', '一般'), ('serious', '严重')], max_length=10, verbose_name='严重程度')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('pending_review', '待复核'), ('pending_notice', '待告知'), ('statement', '陈述申辩'), ('confirmed', '已认定'), ('not_included', '不纳入'), ('returned', '退回'), ('withdrawn', '已撤销'), ('void', '作废')], max_length=16, verbose_name='状态')),
                ('subject', models.CharField(choices=[('department', '部门'), ('official', '公务员')], max_length=10, verbose_name='主体')),
                ('records', models.PositiveIntegerField(verbose_name='记录数')),
            ],
            options={
                'verbose_name': '内部统计',
                'verbose_name_plural': '内部统计',
                'indexes': [models.Index(fields=['region', 'month'], name='officecell_region_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('records__gt', 0)), name='officecell_counts_something')],
            },
        ),
        migrations.CreateModel(
            name='PublicCell',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('run', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.aggregationrun')),
                ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.region')),
                ('month', models.DateField(verbose_name='公示月份')),
                ('domain', models.CharField(choices=[('procurement', '政府采购'), ('ppp', '政府和社会资本合作'), ('bidding', '招标投标'), ('investment', '招商引资'), ('debt', '地方政府债务'), ('statistics', '统计'), ('townships', '乡镇街道'), ('general', '其他')], max_length=16, verbose_name='重点领域')),
                ('basis', models.CharField(choices=[('judgment', '司法判决'), ('penalty', '行政处罚'), ('discipline', '处分'), ('accountability', '问责处理')], max_length=16, verbose_name='来源类型')),
                ('severity', models.CharField(choices=[('minor', '轻微'), ('ordinary', '一般'), ('serious', '严重')], max_length=10, verbose_name='严重程度')),
                ('records', models.PositiveIntegerField(verbose_name='记录数')),
            ],
            options={
                'verbose_name': '公开统计',
                'verbose_name_plural': '公开统计',
                'indexes': [models.Index(fields=['region', 'month'], name='publiccell_region_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('records__gt', 0)), name='publiccell_counts_something')],
            },
        ),
        migrations.CreateModel(
            name='DepartmentYear',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('run', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.aggregationrun')),
                ('department', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.department')),
                ('year', models.PositiveSmallIntegerField(null=True, verbose_name='年度')),
                ('records', models.PositiveIntegerField(verbose_name='记录数')),
                ('draft', models.PositiveIntegerField(verbose_name='草稿')),
                ('pending_review', models.PositiveIntegerField(verbose_name='待复核')),
                ('pending_notice', models.PositiveIntegerField(verbose_name='待告知')),
                ('statement', models.PositiveIntegerField(verbose_name='陈述申辩')),
                ('confirmed', models.PositiveIntegerField(verbose_name='已认定')),
                ('not_included', models.PositiveIntegerField(verbose_name='不纳入')),
                ('returned', models.PositiveIntegerField(verbose_name='退回')),
                ('withdrawn', models.PositiveIntegerField(verbose_name='已撤销')),
                ('void', models.PositiveIntegerField(verbose_name='作废')),
            ],
            options={
                'verbose_name': '部门年度统计',
                'verbose_name_plural': '部门年度统计',
                'constraints': [models.UniqueConstraint(fields=('run', 'department', 'year'), name='department_year_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('records', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('draft'), '+', models.F('pending_review')), '+', models.F('pending_notice')), '+', models.F('statement')), '+', models.F('confirmed')), '+', models.F('not_included')), '+', models.F('returned')), '+', models.F('withdrawn')), '+', models.F('void')))), name='department_states_add_up')],
            },
        ),
        migrations.CreateModel(
            name='DayTotal',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('run', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.aggregationrun')),
                ('day', models.DateField(verbose_name='日期')),
                ('decided', models.PositiveIntegerField(verbose_name='当日认定文书')),
                ('entered', models.PositiveIntegerField(verbose_name='当日录入')),
            ],
            options={
                'verbose_name': '逐日合计',
                'verbose_name_plural': '逐日合计',
                'constraints': [models.UniqueConstraint(fields=('run', 'day'), name='day_total_once')],
            },
        ),
        # end of tables
    ]
