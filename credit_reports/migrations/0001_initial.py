from django.conf import settings
import django.db.models.deletion
import pgtrigger.compiler
import uuid
import uuid_utils.compat
from django.db import migrations, models

from common.initial_data import FinishTables, sql


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("disclosure", "0001_initial"),
        ("postings", "0001_initial"),
    ]
    operations = [
        # tables: written by remake_migrations
        migrations.CreateModel(
            name='ReportSeries',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='年度')),
                ('last_number', models.PositiveIntegerField(default=0, verbose_name='已用序号')),
            ],
            options={
                'verbose_name': '信用报告登记',
                'verbose_name_plural': '信用报告登记',
                'ordering': ['-year'],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_reports_reportseriesevent" ("id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT new_values."id", new_values."last_number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='538ad59ff91b2a1772c342a677241a2b12ef3771', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8b0ef', referencing='REFERENCING NEW TABLE AS new_values ', table='credit_reports_reportseries', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_reports_reportseriesevent" ("id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT new_values."id", new_values."last_number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6aee02f9a4075428f718e24bc7611746f20ac4c9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ab309', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='credit_reports_reportseries', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_reports_reportseriesevent" ("id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT old_values."id", old_values."last_number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3b31aa2adfb099d154038b5ebe65e225d8eac215', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_99c1f', referencing='REFERENCING OLD TABLE AS old_values ', table='credit_reports_reportseries', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='CreditReport',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_reports', to='organisations.department', verbose_name='部门')),
                ('origin', models.CharField(choices=[('public', '公众网站'), ('office', '信用办')], max_length=8, verbose_name='申请来自')),
                ('posting', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='postings.posting', verbose_name='经手岗位')),
                ('status', models.CharField(choices=[('requested', '生成中'), ('issued', '有效'), ('revoking', '待决定撤销'), ('superseded', '已失效'), ('revoked', '已撤销'), ('failed', '没有出具')], editable=False, max_length=10, verbose_name='状态')),
                ('requested_at', models.DateTimeField(auto_now_add=True, verbose_name='申请时间')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('series', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='credit_reports.reportseries', verbose_name='登记')),
                ('serial', models.PositiveIntegerField(editable=False, null=True, verbose_name='序号')),
                ('number', models.CharField(blank=True, editable=False, max_length=20, verbose_name='报告编号')),
                ('made_at', models.DateTimeField(editable=False, null=True, verbose_name='截至时间')),
                ('credit_code', models.CharField(blank=True, editable=False, max_length=18, verbose_name='出具时的代码')),
                ('standing', models.CharField(blank=True, editable=False, max_length=64, verbose_name='公开内容摘要')),
                ('pdf_sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='PDF 摘要')),
                ('json_sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='JSON 摘要')),
                ('files_until', models.DateField(editable=False, null=True, verbose_name='下载截止（不含当日）')),
                ('asked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出撤销的人')),
                ('revoked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定撤销的人')),
            ],
            options={
                'verbose_name': '信用报告',
                'verbose_name_plural': '信用报告',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['department', '-made_at'], name='credit_report_of_department')],
                'constraints': [models.UniqueConstraint(fields=('series', 'serial'), name='credit_report_serial_once'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='credit_report_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('files_until', None), ('made_at', None), ('number', ''), ('serial', None), ('series', None), ('standing', ''), models.Q(('status__in', ('issued', 'revoking', 'superseded', 'revoked')), _negated=True)), models.Q(('files_until__isnull', False), ('json_sha256__regex', '^[0-9a-f]{64}$'), ('made_at__isnull', False), ('pdf_sha256__regex', '^[0-9a-f]{64}$'), ('serial__isnull', False), ('series__isnull', False), ('standing__regex', '^[0-9a-f]{64}$'), ('status__in', ('issued', 'revoking', 'superseded', 'revoked')), models.Q(('number', ''), _negated=True)), _connector='OR'), name='credit_report_number_whole'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'revoked'), _negated=True), models.Q(('asked_by__isnull', False), ('revoked_by__isnull', False), models.Q(('revoked_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='credit_report_revoked_by_second')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_reports_creditreportevent" ("asked_by_id", "credit_code", "department_id", "files_until", "id", "json_sha256", "made_at", "number", "origin", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posting_id", "public_id", "requested_at", "revoked_by_id", "serial", "series_id", "standing", "status") SELECT new_values."asked_by_id", new_values."credit_code", new_values."department_id", new_values."files_until", new_values."id", new_values."json_sha256", new_values."made_at", new_values."number", new_values."origin", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."posting_id", new_values."public_id", new_values."requested_at", new_values."revoked_by_id", new_values."serial", new_values."series_id", new_values."standing", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='383a86b2f8888245695ff57f8f1a2dc422674796', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f92d3', referencing='REFERENCING NEW TABLE AS new_values ', table='credit_reports_creditreport', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_reports_creditreportevent" ("asked_by_id", "credit_code", "department_id", "files_until", "id", "json_sha256", "made_at", "number", "origin", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posting_id", "public_id", "requested_at", "revoked_by_id", "serial", "series_id", "standing", "status") SELECT new_values."asked_by_id", new_values."credit_code", new_values."department_id", new_values."files_until", new_values."id", new_values."json_sha256", new_values."made_at", new_values."number", new_values."origin", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."posting_id", new_values."public_id", new_values."requested_at", new_values."revoked_by_id", new_values."serial", new_values."series_id", new_values."standing", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e658aad229b80148ba99b06e124533f38ed73ef6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_98089', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='credit_reports_creditreport', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_reports_creditreportevent" ("asked_by_id", "credit_code", "department_id", "files_until", "id", "json_sha256", "made_at", "number", "origin", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posting_id", "public_id", "requested_at", "revoked_by_id", "serial", "series_id", "standing", "status") SELECT old_values."asked_by_id", old_values."credit_code", old_values."department_id", old_values."files_until", old_values."id", old_values."json_sha256", old_values."made_at", old_values."number", old_values."origin", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."posting_id", old_values."public_id", old_values."requested_at", old_values."revoked_by_id", old_values."serial", old_values."series_id", old_values."standing", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c255e6d69a373ece13bf54724868802d6e5e110b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_85b0b', referencing='REFERENCING OLD TABLE AS old_values ', table='credit_reports_creditreport', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ReportSeriesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='credit_reports.reportseries')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('last_number', models.PositiveIntegerField(default=0, verbose_name='已用序号')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='reportseries_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='reportseries_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='59896743a45d1e21ab1f5dec1db020e88c2dbf61', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_479ac', table='credit_reports_reportseriesevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ReportReader',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='credit_reports.creditreport', verbose_name='报告')),
                ('token_hash', models.BinaryField(max_length=32, verbose_name='查询码摘要')),
            ],
            options={
                'verbose_name': '等候报告的公众',
                'verbose_name_plural': '等候报告的公众',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('report', 'token_hash'), name='report_reader_once')],
            },
        ),
        migrations.CreateModel(
            name='CreditReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='credit_reports.creditreport')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.department', verbose_name='部门')),
                ('origin', models.CharField(choices=[('public', '公众网站'), ('office', '信用办')], max_length=8, verbose_name='申请来自')),
                ('posting', models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='postings.posting', verbose_name='经手岗位')),
                ('status', models.CharField(choices=[('requested', '生成中'), ('issued', '有效'), ('revoking', '待决定撤销'), ('superseded', '已失效'), ('revoked', '已撤销'), ('failed', '没有出具')], editable=False, max_length=10, verbose_name='状态')),
                ('requested_at', models.DateTimeField(auto_now_add=True, verbose_name='申请时间')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('series', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='credit_reports.reportseries', verbose_name='登记')),
                ('serial', models.PositiveIntegerField(editable=False, null=True, verbose_name='序号')),
                ('number', models.CharField(blank=True, editable=False, max_length=20, verbose_name='报告编号')),
                ('made_at', models.DateTimeField(editable=False, null=True, verbose_name='截至时间')),
                ('credit_code', models.CharField(blank=True, editable=False, max_length=18, verbose_name='出具时的代码')),
                ('standing', models.CharField(blank=True, editable=False, max_length=64, verbose_name='公开内容摘要')),
                ('pdf_sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='PDF 摘要')),
                ('json_sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='JSON 摘要')),
                ('files_until', models.DateField(editable=False, null=True, verbose_name='下载截止（不含当日）')),
                ('asked_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出撤销的人')),
                ('revoked_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定撤销的人')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='creditreport_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='creditreport_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='58d2a4a00349de92c8dec5e8429e7bca2ea34927', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4df57', table='credit_reports_creditreportevent', when='BEFORE'))],
            },
        ),
        # end of tables
        FinishTables(),
        *sql("credit_reports", "credit_reports"),
    ]
