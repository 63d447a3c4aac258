import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import uuid_utils.compat
from django.db import migrations, models

from common.initial_data import FinishTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [("pghistory", "0007_auto_20250421_0444"), ("disclosure", "0001_initial")]
    operations = [
        # tables: written by remake_migrations
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='密钥编号')),
                ('token_hash', models.BinaryField(max_length=32, unique=True, verbose_name='密钥摘要')),
                ('reply_key', models.BinaryField(max_length=32, null=True, verbose_name='答复公钥')),
                ('holder', models.CharField(max_length=60, verbose_name='使用的单位或者系统')),
                ('purpose', models.TextField(max_length=500, verbose_name='用途')),
                ('per_hour', models.PositiveIntegerField(verbose_name='每小时次数')),
                ('asked_on', models.DateField(verbose_name='提出日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至（不含当日）')),
                ('status', models.CharField(choices=[('waiting', '待核准'), ('active', '有效'), ('refused', '不予核准'), ('revoked', '已停用')], default='waiting', editable=False, max_length=8, verbose_name='状态')),
            ],
            options={
                'verbose_name': '开放接口密钥',
                'verbose_name_plural': '开放接口密钥',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('valid_until__isnull', False), _connector='OR'), name='api_key_valid_until_a_day')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "following_apikeyevent" ("asked_on", "holder", "id", "number", "per_hour", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "status", "valid_until") SELECT new_values."asked_on", new_values."holder", new_values."id", new_values."number", new_values."per_hour", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."status", new_values."valid_until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b466398e99c7e9b1f74f3bfaabd94ab1f6617db0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_49244', referencing='REFERENCING NEW TABLE AS new_values ', table='following_apikey', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "following_apikeyevent" ("asked_on", "holder", "id", "number", "per_hour", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "status", "valid_until") SELECT new_values."asked_on", new_values."holder", new_values."id", new_values."number", new_values."per_hour", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."status", new_values."valid_until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."asked_on" IS DISTINCT FROM (new_values."asked_on") OR old_values."holder" IS DISTINCT FROM (new_values."holder") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."per_hour" IS DISTINCT FROM (new_values."per_hour") OR old_values."purpose" IS DISTINCT FROM (new_values."purpose") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."valid_until" IS DISTINCT FROM (new_values."valid_until")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a79a7016b672236c91eadf672221dec28869ae55', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3b8ff', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='following_apikey', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "following_apikeyevent" ("asked_on", "holder", "id", "number", "per_hour", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "status", "valid_until") SELECT old_values."asked_on", old_values."holder", old_values."id", old_values."number", old_values."per_hour", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."status", old_values."valid_until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0d11c9b8657ce4a811bd9f56092b6044a5e50fb9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cc9c9', referencing='REFERENCING OLD TABLE AS old_values ', table='following_apikey', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('query', models.CharField(blank=True, max_length=1000, verbose_name='关注')),
                ('email_sealed', models.BinaryField(verbose_name='邮箱地址')),
                ('email_hash', models.CharField(max_length=64)),
                ('rhythm', models.CharField(choices=[('daily', '每天：有新的公示时，早上 7 点以后一封'), ('weekly', '每周：有新的公示时，星期一早上 7 点以后一封')], max_length=10, verbose_name='多久一封')),
                ('wished_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='确认信发出时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('told_until', models.DateTimeField(blank=True, null=True, verbose_name='已告知到')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='上一封发出时间')),
                ('refusals', models.PositiveSmallIntegerField(default=0, verbose_name='连续退信')),
                ('try_after', models.DateTimeField(blank=True, null=True, verbose_name='退信后再试')),
            ],
            options={
                'verbose_name': '邮件关注',
                'verbose_name_plural': '邮件关注',
                'ordering': ['wished_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('email_hash', 'query'), name='alert_once_for_an_address'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('told_until__isnull', True)), models.Q(('asked_at__isnull', False), ('confirmed_at__isnull', False), ('told_until__isnull', False)), _connector='OR'), name='alert_told_once_confirmed')],
            },
        ),
        migrations.CreateModel(
            name='Announced',
            fields=[
                ('public_id', models.UUIDField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': '已推送的公示',
                'verbose_name_plural': '已推送的公示',
            },
        ),
        migrations.CreateModel(
            name='ApiKeyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='following.apikey')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, verbose_name='密钥编号')),
                ('holder', models.CharField(max_length=60, verbose_name='使用的单位或者系统')),
                ('purpose', models.TextField(max_length=500, verbose_name='用途')),
                ('per_hour', models.PositiveIntegerField(verbose_name='每小时次数')),
                ('asked_on', models.DateField(verbose_name='提出日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至（不含当日）')),
                ('status', models.CharField(choices=[('waiting', '待核准'), ('active', '有效'), ('refused', '不予核准'), ('revoked', '已停用')], default='waiting', editable=False, max_length=8, verbose_name='状态')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_created_at', 'pgh_id'], name='apikey_by_time'), models.Index(fields=['pgh_obj', 'pgh_id'], name='apikey_by_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9beb0c807920d4674a6c179961b7db880f4dd948', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e41d1', table='following_apikeyevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='following.apikey', verbose_name='密钥')),
                ('url', models.URLField(max_length=300, verbose_name='地址')),
                ('secret_sealed', models.BinaryField(verbose_name='签名密码')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='从何时起失败')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('ended_because', models.CharField(blank=True, max_length=100, verbose_name='结束的原因')),
            ],
            options={
                'verbose_name': '推送地址',
                'verbose_name_plural': '推送地址',
                'ordering': ['made_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('key', 'url'), name='webhook_once_for_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='following.webhook', verbose_name='推送地址')),
                ('opened', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None, verbose_name='开始公示')),
                ('ended', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None, verbose_name='不再公示')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='尝试次数')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='下次尝试')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='送达时间')),
                ('answered', models.CharField(blank=True, max_length=60, verbose_name='结果')),
            ],
            options={
                'verbose_name': '推送',
                'verbose_name_plural': '推送',
                'ordering': ['-made_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='delivery_due')],
            },
        ),
        # end of tables
        FinishTables(),
    ]
