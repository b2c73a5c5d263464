from django.db import migrations


def create_general(apps, schema_editor):
    """The project that everybody can start in; managers rename it as they like."""
    apps.get_model("annotations", "Project").objects.get_or_create(
        slug="general", defaults={"name": "General"}
    )


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_initial")]
    operations = [migrations.RunPython(create_general, migrations.RunPython.noop)]
