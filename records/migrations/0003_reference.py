from django.db import migrations

from records.reference_data import RULES, divisions

KINDS = {
    "省": "province",
    "设区市": "city",
    "市辖区": "county",
    "县级市": "county",
    "县": "county",
    "乡": "township",
    "镇": "township",
    "街道": "township",
}


def fill(apps, schema_editor):
    Region = apps.get_model("records", "Region")
    made = {}
    for row in divisions():
        kind = KINDS[row["kind"]]
        parent = made.get(row["parent"])
        region = Region(
            code=row["code"],
            name=row["name"],
            kind=kind,
            sort_kind=row["kind"],
            parent=parent,
            path=f"{parent.path if parent else ''}{row['code']}/",
            city_code=row["code"] if kind == "city" else (parent.city_code if parent else ""),
            county_code=row["code"] if kind == "county" else (parent.county_code if parent else ""),
        )
        made[region.code] = region
    Region.objects.bulk_create(made.values())
    RuleValue = apps.get_model("common", "RuleValue")
    RuleValue.objects.bulk_create(RuleValue(**rule) for rule in RULES)
    apps.get_model("records", "PublicGeneration").objects.create(id=1, value=1)


def empty(apps, schema_editor):
    apps.get_model("records", "Region").objects.all().delete()
    apps.get_model("common", "RuleValue").objects.all().delete()
    apps.get_model("records", "PublicGeneration").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("records", "0002_constraints"), ("common", "0002_models")]
    operations = [migrations.RunPython(fill, empty)]
