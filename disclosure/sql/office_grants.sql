-- By these the office's acts and its clock bring the store up to date; nothing else of it can be run from outside.
REVOKE ALL ON FUNCTION public.disclosure_columns(text), public.disclosure_key(text), public.disclosure_of(text[], text),
  public.disclosure_statements(text, text),
  public.disclosure_refresh_table(text), public.disclosure_concerned(uuid[]), public.disclosure_miscounted(),
  public.disclosure_altered(uuid[]),
  public.disclosure_refresh_facts(uuid[]), public.disclosure_refresh_departments(uuid[]), public.disclosure_refresh_run(),
  public.disclosure_refresh_rules(), public.disclosure_refresh_answers(uuid[]), public.disclosure_refresh_files(uuid[]),
  public.disclosure_refresh_reports(uuid[]), public.disclosure_refresh_all(), public.disclosure_refresh_day(), public.disclosure_differences(),
  public.disclosure_show_snapshot(uuid, text, timestamptz, jsonb, date, bigint[]),
  public.disclosure_fold_counts(), public.disclosure_note_check(integer), public.disclosure_generation_follows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.disclosure_refresh_answers(uuid[]), public.disclosure_refresh_files(uuid[]),
  public.disclosure_refresh_reports(uuid[]), public.disclosure_refresh_facts(uuid[]), public.disclosure_refresh_departments(uuid[]),
  public.disclosure_refresh_run(), public.disclosure_refresh_rules(), public.disclosure_refresh_all(), public.disclosure_refresh_day(),
  public.disclosure_show_snapshot(uuid, text, timestamptz, jsonb, date, bigint[]), public.disclosure_differences(), public.disclosure_note_check(integer), public.disclosure_fold_counts() TO portal_office;
