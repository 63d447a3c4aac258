"""All that the public site's database role can name, from the catalogue by the server's own privilege functions.

The list is committed: what a change would let the public reach is seen where the change is read. PORTAL_RIGHTS=write writes it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings

from disclosure import wall
from tests.databases import as_owner

pytestmark = pytest.mark.django_db
FILE = Path(settings.BASE_DIR) / "docs" / "proof" / "public_rights.txt"
HEAD = """# What portal_public can name in a database of the portal: written by the server's privilege functions.
# PORTAL_RIGHTS=write .venv/bin/pytest tests/disclosure/test_public_rights.py writes it anew; a test compares.
"""
OWN = "nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
PARTS = {
    "role": """
        SELECT concat_ws(' ', CASE WHEN rolcanlogin THEN 'login' END, CASE WHEN rolsuper THEN 'SUPERUSER' END,
                         CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
                         CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
                         'connections ' || rolconnlimit)
        FROM pg_roles WHERE rolname = 'portal_public'
        UNION ALL
        SELECT 'member of ' || roleid::regrole FROM pg_auth_members WHERE member = 'portal_public'::regrole
        UNION ALL
        SELECT setting FROM pg_db_role_setting, unnest(setconfig) setting
        WHERE setrole = 'portal_public'::regrole AND setdatabase = 0
        UNION ALL
        SELECT 'owns ' || count(*) || ' things' FROM pg_shdepend
        WHERE refobjid = 'portal_public'::regrole AND deptype = 'o'
          AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))""",
    "database": """
        SELECT verb FROM unnest('{CONNECT,CREATE,TEMPORARY}'::text[]) verb
        WHERE has_database_privilege('portal_public', current_database(), verb)""",
    "schemas": f"""
        SELECT nspname || ': ' || string_agg(verb, ', ' ORDER BY verb)
        FROM pg_namespace, unnest('{{USAGE,CREATE}}'::text[]) verb
        WHERE {OWN} AND has_schema_privilege('portal_public', oid, verb) GROUP BY nspname""",
    "tables and views": f"""
        SELECT format('%I.%I: %s', nspname, relname, string_agg(verb, ', ' ORDER BY verb))
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace,
             unnest('{{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN}}'::text[]) verb
        WHERE {OWN} AND relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege('portal_public', c.oid, verb)
        GROUP BY nspname, relname""",
    "columns": f"""
        SELECT format('%I.%I.%I: %s', nspname, relname, attname, string_agg(verb, ', ' ORDER BY verb))
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped,
             unnest('{{SELECT,INSERT,UPDATE,REFERENCES}}'::text[]) verb
        WHERE {OWN} AND relkind IN ('r', 'p', 'v', 'm', 'f')
          AND has_column_privilege('portal_public', c.oid, attnum, verb)
        GROUP BY nspname, relname, attname""",
    "sequences": f"""
        SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE {OWN} AND CASE WHEN relkind = 'S' THEN has_sequence_privilege('portal_public', c.oid, 'USAGE, SELECT, UPDATE') END""",
    "functions": f"""
        SELECT format('%s returns %s%s', p.oid::regprocedure, pg_get_function_result(p.oid),
                      CASE WHEN prosecdef THEN ', runs as ' || pg_get_userbyid(proowner) ELSE '' END)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
        WHERE {OWN} AND has_function_privilege('portal_public', p.oid, 'EXECUTE')
          AND has_schema_privilege('portal_public', n.oid, 'USAGE')""",
    "functions of the system that everybody has and it has not": """
        SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
          AND NOT has_function_privilege('portal_public', oid, 'EXECUTE')
          AND (proname ~ 'advisory|^lo_|^lo(read|write)$')""",
    "tables of the system that tell of others and it cannot read": """
        SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v')
          AND (relname ~ '^pg_(stat|statio)_' OR relname IN ('pg_class', 'pg_locks', 'pg_statistic', 'pg_sequences',
               'pg_largeobject', 'pg_largeobject_metadata', 'pg_authid', 'pg_stats'))
          AND NOT has_table_privilege('portal_public', oid, 'SELECT')
          AND NOT has_any_column_privilege('portal_public', oid, 'SELECT')""",
}


def live_list() -> str:
    parts = [HEAD]
    with as_owner() as cursor:
        wall.close_the_rest(cursor)  # what a database shuts is not copied with it from the template
        for title, question in PARTS.items():
            cursor.execute(question)
            lines = sorted(line for (line,) in cursor.fetchall())
            parts.append("\n".join([f"\n[{title}]", *(lines or ["nothing"])]) + "\n")
    return "".join(parts)


def test_the_role_can_name_what_the_committed_list_says_and_nothing_else():
    found = live_list()
    if os.environ.get("PORTAL_RIGHTS") == "write":
        FILE.write_text(found, encoding="utf-8")
    assert found == FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "given",
    [
        "GRANT SELECT ON open.stored_fact TO portal_public",
        "GRANT SELECT (id) ON intake.message TO portal_public",
        "GRANT EXECUTE ON FUNCTION open.condition(jsonb, boolean) TO PUBLIC",
        "GRANT USAGE ON SCHEMA public TO portal_public",
        "GRANT CREATE ON SCHEMA open TO portal_public",
    ],
)
def test_whatever_is_given_besides_is_seen(given):
    before = live_list()
    with as_owner() as cursor:
        cursor.execute(given)
    assert live_list() != before
