from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import pgtrigger.compiler
import uuid_utils.compat

from common.initial_data import FinishTables, rules, sql
from inquiries.reference_data import RULES


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("exchange", "0001_initial"),
    ]
    operations = [
        # tables: written by remake_migrations
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=40, unique=True, verbose_name='查询编号')),
                ('kind', models.CharField(choices=[('person', '个人'), ('body', '单位')], max_length=6, verbose_name='查询对象')),
                ('purpose', models.CharField(max_length=40, verbose_name='用途代码')),
                ('purpose_label', models.CharField(max_length=100, verbose_name='用途')),
                ('purpose_version', models.PositiveIntegerField(editable=False, verbose_name='用途规则版本')),
                ('matter', models.CharField(max_length=200, verbose_name='事项')),
                ('asking_body', models.CharField(max_length=200, verbose_name='查询机关')),
                ('handler', models.CharField(max_length=60, verbose_name='查询机关经办人')),
                ('request', models.CharField(max_length=200, verbose_name='依据文书')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('as_of', models.DateField(verbose_name='截至日')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.department', verbose_name='干部管理权限的单位')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.region', verbose_name='办理地区')),
                ('asked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('due_on', models.DateField(editable=False, null=True, verbose_name='答复期限')),
                ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                ('approval_number', models.CharField(blank=True, max_length=120, verbose_name='批准文号')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='答复时间')),
                ('reply', models.CharField(blank=True, max_length=300, verbose_name='公共信用信息系统的查询结果')),
                ('replied_on', models.DateField(null=True, verbose_name='系统查询日期')),
                ('shown_by', models.CharField(blank=True, max_length=300, verbose_name='告知本人的方式和凭证')),
                ('shown_on', models.DateField(null=True, verbose_name='告知本人日期')),
                ('correction', models.CharField(blank=True, max_length=300, verbose_name='更正告知的文书')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='办结日期')),
                ('erased_on', models.DateField(editable=False, null=True, verbose_name='清除个人信息日期')),
                ('status', models.CharField(choices=[('draft', '待提交'), ('pending', '待批准'), ('answered', '已答复'), ('used', '已登记使用'), ('to_correct', '待更正告知'), ('corrected', '已更正告知'), ('refused', '不予批准'), ('dropped', '已放弃')], default='draft', editable=False, max_length=10, verbose_name='状态')),
            ],
            options={
                'verbose_name': '授权查询',
                'verbose_name_plural': '授权查询',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('purpose', ''), _negated=True), models.Q(('matter', ''), _negated=True), models.Q(('asking_body', ''), _negated=True), models.Q(('handler', ''), _negated=True), models.Q(('request', ''), _negated=True)), name='inquiry_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), models.Q(('status__in', ('answered', 'used', 'to_correct', 'corrected')), _negated=True)), models.Q(('answered_at__isnull', False), ('approved_by__isnull', False), ('status__in', ('answered', 'used', 'to_correct', 'corrected')), models.Q(('approved_by', models.F('asked_by')), _negated=True), models.Q(('approval_number', ''), _negated=True)), _connector='OR'), name='inquiry_answered_by_second'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'corrected'), _negated=True), models.Q(('correction', ''), _negated=True), _connector='OR'), name='inquiry_corrected_by_document'), models.CheckConstraint(condition=models.Q(models.Q(('shown_by', ''), ('shown_on', None)), models.Q(models.Q(('shown_by', ''), _negated=True), ('shown_on__isnull', False)), _connector='OR'), name='inquiry_shown_whole'), models.CheckConstraint(condition=models.Q(models.Q(('replied_on', None), ('reply', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied_on__isnull', False)), _connector='OR'), name='inquiry_reply_whole')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inquiries_inquiryevent" ("answered_at", "approval_number", "approved_by_id", "as_of", "asked_at", "asked_by_id", "asking_body", "closed_on", "correction", "due_on", "erased_on", "handler", "id", "kind", "matter", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_label", "purpose_version", "received_on", "region_id", "replied_on", "reply", "request", "shown_by", "shown_on", "status", "unit_id") SELECT new_values."answered_at", new_values."approval_number", new_values."approved_by_id", new_values."as_of", new_values."asked_at", new_values."asked_by_id", new_values."asking_body", new_values."closed_on", new_values."correction", new_values."due_on", new_values."erased_on", new_values."handler", new_values."id", new_values."kind", new_values."matter", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."purpose_label", new_values."purpose_version", new_values."received_on", new_values."region_id", new_values."replied_on", new_values."reply", new_values."request", new_values."shown_by", new_values."shown_on", new_values."status", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a8c751a4db19678dd0104d2969f39a815ecbb0f7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3b23b', referencing='REFERENCING NEW TABLE AS new_values ', table='inquiries_inquiry', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inquiries_inquiryevent" ("answered_at", "approval_number", "approved_by_id", "as_of", "asked_at", "asked_by_id", "asking_body", "closed_on", "correction", "due_on", "erased_on", "handler", "id", "kind", "matter", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_label", "purpose_version", "received_on", "region_id", "replied_on", "reply", "request", "shown_by", "shown_on", "status", "unit_id") SELECT new_values."answered_at", new_values."approval_number", new_values."approved_by_id", new_values."as_of", new_values."asked_at", new_values."asked_by_id", new_values."asking_body", new_values."closed_on", new_values."correction", new_values."due_on", new_values."erased_on", new_values."handler", new_values."id", new_values."kind", new_values."matter", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."purpose_label", new_values."purpose_version", new_values."received_on", new_values."region_id", new_values."replied_on", new_values."reply", new_values."request", new_values."shown_by", new_values."shown_on", new_values."status", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c7f96ddb1f07baff87f22dea69c533bd2f9db091', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7cd7a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='inquiries_inquiry', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inquiries_inquiryevent" ("answered_at", "approval_number", "approved_by_id", "as_of", "asked_at", "asked_by_id", "asking_body", "closed_on", "correction", "due_on", "erased_on", "handler", "id", "kind", "matter", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_label", "purpose_version", "received_on", "region_id", "replied_on", "reply", "request", "shown_by", "shown_on", "status", "unit_id") SELECT old_values."answered_at", old_values."approval_number", old_values."approved_by_id", old_values."as_of", old_values."asked_at", old_values."asked_by_id", old_values."asking_body", old_values."closed_on", old_values."correction", old_values."due_on", old_values."erased_on", old_values."handler", old_values."id", old_values."kind", old_values."matter", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."purpose_label", old_values."purpose_version", old_values."received_on", old_values."region_id", old_values."replied_on", old_values."reply", old_values."request", old_values."shown_by", old_values."shown_on", old_values."status", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='10fed69646a79d5f91b2d6e109feabdc48c9b8c9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6f4f4', referencing='REFERENCING OLD TABLE AS old_values ', table='inquiries_inquiry', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='InquirySeries',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='年度')),
                ('last_number', models.PositiveIntegerField(default=0, verbose_name='已用序号')),
            ],
            options={
                'verbose_name': '授权查询报告登记',
                'verbose_name_plural': '授权查询报告登记',
                'ordering': ['-year'],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inquiries_inquiryseriesevent" ("id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT new_values."id", new_values."last_number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='79d3f15c1eac49b53795e55cce17459aa6f40fba', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_70f4b', referencing='REFERENCING NEW TABLE AS new_values ', table='inquiries_inquiryseries', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inquiries_inquiryseriesevent" ("id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT new_values."id", new_values."last_number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f895a5ea919d8c446271bef8cf56c26fb1ef3778', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e43a3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='inquiries_inquiryseries', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inquiries_inquiryseriesevent" ("id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT old_values."id", old_values."last_number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='58a5a809c6a3ffca0c54d5e3057748865cd7c56b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f1964', referencing='REFERENCING OLD TABLE AS old_values ', table='inquiries_inquiryseries', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='InquiryRow',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='inquiries.inquiry', verbose_name='查询')),
                ('row', models.PositiveIntegerField(verbose_name='行号')),
                ('shown_name', models.CharField(blank=True, max_length=200, verbose_name='名称')),
                ('name_sealed', models.BinaryField(blank=True, null=True)),
                ('id_number_sealed', models.BinaryField(blank=True, null=True)),
                ('id_number_hash', models.CharField(blank=True, db_index=True, max_length=64)),
                ('id_number_tail', models.CharField(blank=True, max_length=4)),
                ('credit_code', models.CharField(blank=True, max_length=18, verbose_name='统一社会信用代码')),
                ('fault', models.CharField(blank=True, max_length=300, verbose_name='读表时的问题')),
                ('official', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.official', verbose_name='本库的公务员')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.department', verbose_name='名录中的部门')),
                ('outcome', models.CharField(choices=[('waiting', '未答复'), ('clear', '无影响期内记录'), ('barred', '影响期内'), ('unsure', '需人工核实'), ('not_found', '本库无记录'), ('out_of_scope', '超出查询范围'), ('invalid', '无法核对')], default='waiting', max_length=12, verbose_name='答复')),
                ('fact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.fact', verbose_name='所依据的信息')),
                ('period', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.influenceperiod', verbose_name='所依据的影响期')),
                ('measure', models.CharField(blank=True, max_length=200, verbose_name='处分或者措施')),
                ('until', models.DateField(blank=True, null=True, verbose_name='影响至（最后一日）')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('fallen_at', models.DateTimeField(editable=False, null=True, verbose_name='依据终止时间')),
                ('serial', models.PositiveIntegerField(editable=False, null=True, verbose_name='序号')),
                ('number', models.CharField(blank=True, editable=False, max_length=20, verbose_name='报告编号')),
            ],
            options={
                'verbose_name': '授权查询的一行',
                'verbose_name_plural': '授权查询名单',
                'ordering': ['inquiry', 'row'],
                'constraints': [models.UniqueConstraint(fields=('inquiry', 'row'), name='inquiry_row_once'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='inquiry_report_once'), models.CheckConstraint(condition=models.Q(models.Q(('number', ''), ('outcome', 'waiting'), ('serial', None)), models.Q(models.Q(('outcome', 'waiting'), _negated=True), models.Q(('number', ''), _negated=True), ('serial__isnull', False)), _connector='OR'), name='inquiry_row_numbered_as_answered'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'barred'), models.Q(('fact__isnull', False), ('period__isnull', False), _connector='OR')), models.Q(models.Q(('outcome', 'barred'), _negated=True), ('fact', None), ('measure', ''), ('period', None), ('until', None)), _connector='OR'), name='inquiry_row_barred_on_a_ground')],
            },
        ),
        migrations.CreateModel(
            name='InquiryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inquiries.inquiry')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('number', models.CharField(editable=False, max_length=40, verbose_name='查询编号')),
                ('kind', models.CharField(choices=[('person', '个人'), ('body', '单位')], max_length=6, verbose_name='查询对象')),
                ('purpose', models.CharField(max_length=40, verbose_name='用途代码')),
                ('purpose_label', models.CharField(max_length=100, verbose_name='用途')),
                ('purpose_version', models.PositiveIntegerField(editable=False, verbose_name='用途规则版本')),
                ('matter', models.CharField(max_length=200, verbose_name='事项')),
                ('asking_body', models.CharField(max_length=200, verbose_name='查询机关')),
                ('handler', models.CharField(max_length=60, verbose_name='查询机关经办人')),
                ('request', models.CharField(max_length=200, verbose_name='依据文书')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('as_of', models.DateField(verbose_name='截至日')),
                ('unit', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.department', verbose_name='干部管理权限的单位')),
                ('region', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.region', verbose_name='办理地区')),
                ('asked_by', models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('due_on', models.DateField(editable=False, null=True, verbose_name='答复期限')),
                ('approved_by', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                ('approval_number', models.CharField(blank=True, max_length=120, verbose_name='批准文号')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='答复时间')),
                ('reply', models.CharField(blank=True, max_length=300, verbose_name='公共信用信息系统的查询结果')),
                ('replied_on', models.DateField(null=True, verbose_name='系统查询日期')),
                ('shown_by', models.CharField(blank=True, max_length=300, verbose_name='告知本人的方式和凭证')),
                ('shown_on', models.DateField(null=True, verbose_name='告知本人日期')),
                ('correction', models.CharField(blank=True, max_length=300, verbose_name='更正告知的文书')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='办结日期')),
                ('erased_on', models.DateField(editable=False, null=True, verbose_name='清除个人信息日期')),
                ('status', models.CharField(choices=[('draft', '待提交'), ('pending', '待批准'), ('answered', '已答复'), ('used', '已登记使用'), ('to_correct', '待更正告知'), ('corrected', '已更正告知'), ('refused', '不予批准'), ('dropped', '已放弃')], default='draft', editable=False, max_length=10, verbose_name='状态')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='inquiry_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='inquiry_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a415fa1363eaedda55b9b8f13dc6a5362e9ceed8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c768c', table='inquiries_inquiryevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='InquirySeriesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inquiries.inquiryseries')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('last_number', models.PositiveIntegerField(default=0, verbose_name='已用序号')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='inquiryseries_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='inquiryseries_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c35de6245521f1fac52b7114a393c1a6c0605a7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c03e9', table='inquiries_inquiryseriesevent', when='BEFORE'))],
            },
        ),
        # end of tables
        FinishTables(),
        *sql("inquiries", "inquiries"),
        rules(RULES),
    ]
