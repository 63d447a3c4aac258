from django.db import migrations, models

# The public list walks along this index and looks at the text of each row: both must be in one table.
WALK = """
DROP INDEX IF EXISTS publication_walk;
CREATE INDEX publicface_walk ON records_publicface (opens_on DESC, published_at DESC, public_id DESC);
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0008_corrections")]
    operations = [
        migrations.AddField("publicface", "opens_on", models.DateField(null=True)),
        migrations.RunSQL(
            "UPDATE records_publicface face SET opens_on = publication.opens_on"
            " FROM records_publication publication WHERE publication.id = face.publication_id",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("publicface", "opens_on", models.DateField()),
        migrations.RunSQL(WALK, "DROP INDEX publicface_walk"),
    ]
