from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "staging.sql"


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), "DROP TABLE exchange_staging")]
