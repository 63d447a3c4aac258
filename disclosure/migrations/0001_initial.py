import django.contrib.postgres.indexes
import uuid_utils.compat
import django.contrib.postgres.functions
import django.db.models.deletion
import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("supervision", "0001_initial"),
        ("appeals", "0001_initial"),
        ("challenges", "0001_initial"),
        ("commitments", "0001_initial"),
    ]
    operations = [
        # tables: written by remake_migrations
        migrations.CreateModel(
            name='FilePart',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('file', models.UUIDField(verbose_name='文件编号')),
                ('generation', models.PositiveIntegerField(verbose_name='版次')),
                ('part', models.PositiveIntegerField(verbose_name='第几段')),
                ('parts', models.PositiveIntegerField(verbose_name='共几段')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('bytes', models.BinaryField(max_length=1048576, verbose_name='内容')),
                ('sha256', models.CharField(max_length=64, verbose_name='全文摘要')),
                ('names', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None, verbose_name='涉及的公示')),
                ('opens_on', models.DateField(verbose_name='公开起')),
                ('closes_on', models.DateField(verbose_name='公开止（不含当日）')),
                ('snapshot', models.UUIDField(blank=True, null=True, verbose_name='所属的一版开放数据')),
            ],
            options={
                'verbose_name': '公开文件',
                'verbose_name_plural': '公开文件',
                'ordering': ['file', 'generation', 'part'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['names'], name='file_part_names'), models.Index(condition=models.Q(('snapshot__isnull', False)), fields=['snapshot'], name='file_part_snapshot')],
                'constraints': [models.UniqueConstraint(fields=('file', 'generation', 'part'), name='file_part_once')],
            },
        ),
        migrations.CreateModel(
            name='DepartmentKey',
            fields=[
                ('department', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='organisations.department')),
                ('key', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), unique=True)),
            ],
            options={
                'verbose_name': '公开库机构标识',
                'verbose_name_plural': '公开库机构标识',
            },
        ),
        migrations.CreateModel(
            name='PublicReport',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(editable=False, unique=True)),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='报告编号')),
                ('credit_code', models.CharField(max_length=18, verbose_name='统一社会信用代码')),
                ('made_at', models.DateTimeField(verbose_name='截至时间')),
                ('standing', models.CharField(max_length=64, verbose_name='公开内容摘要')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDF 摘要')),
                ('json_sha256', models.CharField(max_length=64, verbose_name='JSON 摘要')),
                ('files_until', models.DateField(verbose_name='下载截止（不含当日）')),
                ('status', models.CharField(choices=[('issued', '已出具'), ('superseded', '已失效'), ('revoked', '已撤销')], default='issued', max_length=10, verbose_name='状态')),
            ],
            options={
                'verbose_name': '公开的信用报告',
                'verbose_name_plural': '公开的信用报告',
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('standing__regex', '^[0-9a-f]{64}$')), name='public_report_has_its_digest')],
            },
        ),
        migrations.CreateModel(
            name='TakenSnapshot',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=20, unique=True, verbose_name='版号')),
                ('made_at', models.DateTimeField(verbose_name='数据时间')),
                ('records', models.BinaryField(default=b'', verbose_name='失信记录')),
                ('judgments', models.BinaryField(default=b'', verbose_name='败诉裁判')),
                ('commendations', models.BinaryField(default=b'', verbose_name='守信表彰')),
            ],
            options={
                'verbose_name': '开放数据的上一版',
                'verbose_name_plural': '开放数据的上一版',
            },
        ),
        # end of tables
    ]
