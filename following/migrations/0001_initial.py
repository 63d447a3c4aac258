import uuid_utils.compat
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("disclosure", "0001_initial")]
    operations = [
        # tables: written by remake_migrations
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
        # end of tables
    ]
