import uuid
from django.db import migrations, models
import django.utils.timezone
import uuid_utils.compat


class Migration(migrations.Migration):
    initial = True
    dependencies = [("common", "0001_initial")]
    operations = [
        # tables: written by remake_migrations
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('token_hash', models.BinaryField(max_length=32, verbose_name='查询码摘要')),
                ('sealed', models.BinaryField(null=True, verbose_name='密文')),
                ('text', models.TextField(null=True, verbose_name='答复')),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='答复时间')),
                ('closes_on', models.DateField(verbose_name='撤下日期（不含当日）')),
            ],
            options={
                'verbose_name': '答复',
                'verbose_name_plural': '答复',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sealed__isnull', True), ('text__isnull', False)), models.Q(('sealed__isnull', False), ('text__isnull', True)), _connector='OR'), name='answer_sealed_or_plain')],
            },
        ),
        migrations.CreateModel(
            name='ReceivedMessage',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('message', models.UUIDField(verbose_name='来件编号')),
                ('digest', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=40, verbose_name='类别')),
                ('received_at', models.DateTimeField(verbose_name='收到时间')),
                ('taken_at', models.DateTimeField(auto_now_add=True, verbose_name='取回时间')),
                ('fault', models.CharField(blank=True, choices=[('unopened', '解不开：没有对应的私钥，或内容受损'), ('malformed', '解开后不是完整的来件'), ('no_receiver', '这一类来件没有接收人'), ('refused', '接收时被拒绝'), ('failed', '接收时程序出错')], max_length=16, verbose_name='未转交的原因')),
                ('said', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('sealed', models.BinaryField(null=True, verbose_name='密文')),
            ],
            options={
                'verbose_name': '来件',
                'verbose_name_plural': '来件',
                'ordering': ['received_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('message', 'digest'), name='message_taken_once'), models.CheckConstraint(condition=models.Q(models.Q(('fault', ''), ('sealed__isnull', True)), models.Q(models.Q(('fault', ''), _negated=True), ('sealed__isnull', False)), _connector='OR'), name='message_kept_unless_handed_on')],
            },
        ),
        # end of tables
    ]
