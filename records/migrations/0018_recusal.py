from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "recusal.sql"


class Migration(migrations.Migration):
    dependencies = [("records", "0017_lost_judgments_and_commendations")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
