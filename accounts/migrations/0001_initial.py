import django.contrib.postgres.fields
import django.utils.timezone
from django.conf import settings
import django.db.models.deletion
import pgtrigger.compiler
import uuid_utils.compat
from django.db import migrations, models
from accounts.reference_data import RULES
from common.initial_data import rules
from common.initial_data import sql


class Migration(migrations.Migration):
    initial = True
    dependencies = [("pghistory", "0007_auto_20250421_0444"), ("common", "0001_initial")]
    operations = [
        # tables: written by remake_migrations
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='账号')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='须修改口令')),
                ('is_machine', models.BooleanField(default=False, verbose_name='系统账户')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
            ],
            options={
                'verbose_name': '账户',
                'verbose_name_plural': '账户',
                'ordering': ['username'],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_machine', False), ('password__startswith', '!'), _connector='OR'), name='machine_never_signs_in')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "email", "id", "is_active", "is_machine", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") SELECT new_values."created_at", new_values."email", new_values."id", new_values."is_active", new_values."is_machine", new_values."must_change_password", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."username" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2c1f8abe0202b214def6b77becbeaa11dbf84a9c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "email", "id", "is_active", "is_machine", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") SELECT new_values."created_at", new_values."email", new_values."id", new_values."is_active", new_values."is_machine", new_values."must_change_password", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."username" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_machine" IS DISTINCT FROM (new_values."is_machine") OR old_values."must_change_password" IS DISTINCT FROM (new_values."must_change_password") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."username" IS DISTINCT FROM (new_values."username")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9a59a8884bb777cd55938187482206951ba5c7b3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0e890', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "email", "id", "is_active", "is_machine", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") SELECT old_values."created_at", old_values."email", old_values."id", old_values."is_active", old_values."is_machine", old_values."must_change_password", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."username" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c2861969306a036474594cb0f9333cda280a5f18', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_user', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20, verbose_name='事项')),
                ('about', models.CharField(max_length=200, verbose_name='关于')),
                ('wanted', models.JSONField(default=dict, verbose_name='请求的内容')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='涉及人员')),
                ('reason', models.TextField(blank=True, verbose_name='事由')),
                ('status', models.CharField(choices=[('asked', '待同意'), ('agreed', '已同意'), ('declined', '已退回'), ('withdrawn', '已撤回')], default='asked', editable=False, max_length=10, verbose_name='状态')),
                ('asked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='请求人')),
                ('asked_through', models.UUIDField(db_index=True, editable=False, verbose_name='请求人的岗位')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='请求时间')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='决定时间')),
            ],
            options={
                'verbose_name': '同意事项',
                'verbose_name_plural': '同意事项',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status__in', ['asked', 'withdrawn'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('status__in', ['agreed', 'declined']), models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('person', None), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR')), _connector='OR'), name='consent_by_a_second_person'), models.UniqueConstraint(condition=models.Q(('kind__in', ['account.reset', 'account.enable', 'account.factor']), ('status', 'asked')), fields=('person', 'kind'), name='consent_one_of_a_kind_a_person')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_consentevent" ("about", "asked_at", "asked_by_id", "asked_through", "decided_at", "decided_by_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status") SELECT new_values."about", new_values."asked_at", new_values."asked_by_id", new_values."asked_through", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81908442e5f1397850cddcc744c70b9b971a12f6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5fc84', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_consent', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_consentevent" ("about", "asked_at", "asked_by_id", "asked_through", "decided_at", "decided_by_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status") SELECT new_values."about", new_values."asked_at", new_values."asked_by_id", new_values."asked_through", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."kind", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."about" IS DISTINCT FROM (new_values."about") OR old_values."asked_at" IS DISTINCT FROM (new_values."asked_at") OR old_values."asked_by_id" IS DISTINCT FROM (new_values."asked_by_id") OR old_values."asked_through" IS DISTINCT FROM (new_values."asked_through") OR old_values."decided_at" IS DISTINCT FROM (new_values."decided_at") OR old_values."decided_by_id" IS DISTINCT FROM (new_values."decided_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."status" IS DISTINCT FROM (new_values."status")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='27a96ac42eb4daa20db4ba8e030e0da43b52475d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3484d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_consent', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_consentevent" ("about", "asked_at", "asked_by_id", "asked_through", "decided_at", "decided_by_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status") SELECT old_values."about", old_values."asked_at", old_values."asked_by_id", old_values."asked_through", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."kind", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='35dfb6ccf844e164f4927025772889e7ed2fedc4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f0b48', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_consent', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='FormerPassword',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_passwords', to=settings.AUTH_USER_MODEL)),
                ('password', models.CharField(max_length=128)),
                ('set_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': '用过的口令',
                'verbose_name_plural': '用过的口令',
                'ordering': ['-set_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='KeptForm',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_forms', to=settings.AUTH_USER_MODEL)),
                ('address', models.CharField(max_length=2000, verbose_name='页面')),
                ('content_sealed', models.BinaryField(verbose_name='内容（密文）')),
                ('kept_at', models.DateTimeField(auto_now_add=True, verbose_name='保留时间')),
                ('is_left', models.BooleanField(default=False, verbose_name='离开页面时未提交')),
            ],
            options={
                'verbose_name': '未提交的表单',
                'verbose_name_plural': '未提交的表单',
                'ordering': ['-kept_at'],
            },
        ),
        migrations.CreateModel(
            name='LoginEntry',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('event', models.CharField(choices=[('signed_in', '登录成功'), ('wrong_password', '账号或口令不对'), ('stopped', '账户已停用'), ('locked', '账号锁定中'), ('throttled', '地址暂停登录'), ('wrong_code', '动态码或恢复码不对'), ('recovered', '用恢复码登录'), ('enrolled', '启用动态码'), ('new_codes', '更换恢复码'), ('replaced', '更换验证器'), ('signed_out', '退出'), ('ended', '会话被结束')], max_length=20, verbose_name='结果')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='login_entries', to=settings.AUTH_USER_MODEL, verbose_name='账户')),
                ('username', models.CharField(blank=True, max_length=60, verbose_name='账号')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='来源地址')),
                ('agent', models.CharField(blank=True, max_length=300, verbose_name='浏览器')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
            ],
            options={
                'verbose_name': '登录日志',
                'verbose_name_plural': '登录日志',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['-at', '-id'], name='login_by_time'), models.Index(fields=['address', 'at'], name='login_by_address')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='35d8192d5940b88980c20594ab8a18d811000985', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f06aa', table='accounts_loginentry', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Authenticator',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                ('throttling_failure_timestamp', models.DateTimeField(blank=True, default=None, help_text='A timestamp of the last failed verification attempt. Null if last attempt succeeded.', null=True)),
                ('throttling_failure_count', models.PositiveIntegerField(default=0, help_text='Number of successive failed attempts.')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='账户')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                ('key_sealed', models.BinaryField(verbose_name='密钥（密文）')),
                ('last_step', models.BigIntegerField(default=-1, verbose_name='上次用过的时段')),
            ],
            options={
                'verbose_name': '动态码验证器',
                'verbose_name_plural': '动态码验证器',
            },
        ),
        migrations.CreateModel(
            name='RecoveryCodes',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                ('throttling_failure_timestamp', models.DateTimeField(blank=True, default=None, help_text='A timestamp of the last failed verification attempt. Null if last attempt succeeded.', null=True)),
                ('throttling_failure_count', models.PositiveIntegerField(default=0, help_text='Number of successive failed attempts.')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='账户')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                ('hashes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list, size=None, verbose_name='恢复码散列')),
            ],
            options={
                'verbose_name': '恢复码',
                'verbose_name_plural': '恢复码',
            },
        ),
        migrations.CreateModel(
            name='OfficeSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('public_id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name='编号')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='账户')),
                ('began_at', models.DateTimeField(verbose_name='登录时间')),
                ('seen_at', models.DateTimeField(verbose_name='最近使用')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='来源地址')),
                ('agent', models.CharField(blank=True, max_length=300, verbose_name='浏览器')),
            ],
            options={
                'verbose_name': '登录会话',
                'verbose_name_plural': '登录会话',
                'ordering': ['-seen_at'],
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('username', models.CharField(max_length=60, verbose_name='账号')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='须修改口令')),
                ('is_machine', models.BooleanField(default=False, verbose_name='系统账户')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='user_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='user_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='OneTimeLink',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='one_time_links', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('consent', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='link', to='accounts.consent', verbose_name='同意事项')),
                ('link_hash', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='链接的散列')),
                ('code_hash', models.CharField(blank=True, max_length=64, verbose_name='同意码的散列')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='生成时间')),
                ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='输错次数')),
                ('end', models.CharField(blank=True, choices=[('used', '已用'), ('replaced', '被新的代替'), ('locked', '同意码多次输错')], max_length=10, verbose_name='终止')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='终止时间')),
            ],
            options={
                'verbose_name': '一次性链接',
                'verbose_name_plural': '一次性链接',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('end', '')), fields=('person',), name='one_time_link_one_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at', None)), models.Q(models.Q(('end', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='one_time_link_end_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('end', 'used'), _negated=True), models.Q(models.Q(('link_hash', ''), _negated=True), models.Q(('code_hash', ''), _negated=True)), _connector='OR'), name='one_time_link_used_whole')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_onetimelinkevent" ("consent_id", "end", "ended_at", "expires_at", "failures", "id", "made_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."consent_id", new_values."end", new_values."ended_at", new_values."expires_at", new_values."failures", new_values."id", new_values."made_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d4b8da00920b361b31535e79b4c4a43e391fb54b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c5829', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_onetimelink', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_onetimelinkevent" ("consent_id", "end", "ended_at", "expires_at", "failures", "id", "made_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."consent_id", new_values."end", new_values."ended_at", new_values."expires_at", new_values."failures", new_values."id", new_values."made_at", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."consent_id" IS DISTINCT FROM (new_values."consent_id") OR old_values."end" IS DISTINCT FROM (new_values."end") OR old_values."ended_at" IS DISTINCT FROM (new_values."ended_at") OR old_values."expires_at" IS DISTINCT FROM (new_values."expires_at") OR old_values."failures" IS DISTINCT FROM (new_values."failures") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b79121babc58d33154ab7f0d9987f2c1db0ea1b2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6ced7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_onetimelink', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_onetimelinkevent" ("consent_id", "end", "ended_at", "expires_at", "failures", "id", "made_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."consent_id", old_values."end", old_values."ended_at", old_values."expires_at", old_values."failures", old_values."id", old_values."made_at", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9988dd76f108d53d0a6cbdf1db4717ce60bc9fd6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8e74c', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_onetimelink', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.consent')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('kind', models.CharField(max_length=20, verbose_name='事项')),
                ('about', models.CharField(max_length=200, verbose_name='关于')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='涉及人员')),
                ('reason', models.TextField(blank=True, verbose_name='事由')),
                ('status', models.CharField(choices=[('asked', '待同意'), ('agreed', '已同意'), ('declined', '已退回'), ('withdrawn', '已撤回')], default='asked', editable=False, max_length=10, verbose_name='状态')),
                ('asked_by', models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='请求人')),
                ('asked_through', models.UUIDField(editable=False, verbose_name='请求人的岗位')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='请求时间')),
                ('decided_by', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='决定时间')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='consent_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='consent_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='10438884ba7500a77dcaa01a127cd102970f34a6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_77f80', table='accounts_consentevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='OneTimeLinkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.onetimelink')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('consent', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.consent', verbose_name='同意事项')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='生成时间')),
                ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='输错次数')),
                ('end', models.CharField(blank=True, choices=[('used', '已用'), ('replaced', '被新的代替'), ('locked', '同意码多次输错')], max_length=10, verbose_name='终止')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='终止时间')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='onetimelink_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='onetimelink_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='685ddeb4f8f435a4bb52b8f6227d88704b85d5f4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1806c', table='accounts_onetimelinkevent', when='BEFORE'))],
            },
        ),
        # end of tables
        rules(RULES),
        *sql("accounts", "consents"),
    ]
