from django.db import migrations

# Beside the model on purpose: the office never reads these, and a generated column needs no trigger.
FORWARDS = """
ALTER TABLE records_publicface
  ADD COLUMN haystack text NOT NULL GENERATED ALWAYS AS (public.text_fold(
    title || E'\\n' || facts || E'\\n' || department_name || E'\\n' || finding_body || E'\\n'
    || document_title || E'\\n' || document_number)) STORED,
  ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (public.text_grams(
    title || E'\\n' || facts || E'\\n' || department_name || E'\\n' || finding_body || E'\\n'
    || document_title || E'\\n' || document_number)) STORED;
CREATE INDEX publicface_search ON records_publicface USING gin (search) WITH (fastupdate = off);
CREATE INDEX publication_walk ON records_publication (opens_on DESC, published_at DESC, public_id DESC)
  WHERE status = 'public';
"""
BACKWARDS = """
DROP INDEX publication_walk;
DROP INDEX publicface_search;
ALTER TABLE records_publicface DROP COLUMN search, DROP COLUMN haystack;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0003_reference"), ("common", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
