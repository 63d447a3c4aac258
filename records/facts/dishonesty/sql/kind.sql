-- This kind of fact as the database knows it: what a correction may touch, what none changes, whence the parent comes, what
-- the public reads of it.

INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, shown, window_rule) VALUES
    ('record', '失信记录', 'records_dishonestyrecord',
     ARRAY['cause', 'domain', 'facts', 'occurred_on', 'finding_body', 'finding_body_code', 'document_title',
           'document_number', 'decided_on', 'effective_on', 'legal_basis', 'amount', 'loss', 'impact',
           'is_aggravated', 'declared_severity', 'severity_reason', 'remark'],
     ARRAY['department_id', 'official_id', 'subject_region_id', 'source_kind', 'disclosure',
           'accountability_object', 'ordinal'],
     '{"number": "record_no"}',
     '{"source_kind": "source_kind", "cause": "cause", "domain": "domain",
       "severity_reason": "severity_reason", "legal_basis": "legal_basis", "finding_body": "finding_body",
       "document_number": "document_number", "document_key": "document_key", "decided_on": "decided_on",
       "effective_on": "effective_on", "severity": "declared_severity"}', '');

SELECT records_guard_fact('records_dishonestyrecord');

CREATE SEQUENCE records_number_seq;

-- A draft that does not know the day of its document yet is numbered in the year of its entry, and keeps that number.
CREATE FUNCTION records_new_number(decided_on date) RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT 'SX-320000-' || to_char(coalesce(decided_on, (now() AT TIME ZONE 'Asia/Shanghai')::date), 'YYYY') || '-' || lpad(nextval('records_number_seq')::text, 6, '0')
$$;

CREATE FUNCTION records_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.record_no := records_new_number(NEW.decided_on);
    RETURN NEW;
END $$;

-- An import gives the numbers itself, in one expression for all of its rows, without a call for each.
CREATE TRIGGER a_number BEFORE INSERT ON records_dishonestyrecord
    FOR EACH ROW WHEN (coalesce(NEW.record_no, '') = '') EXECUTE FUNCTION records_number();

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_dishonestyrecord
    FOR EACH ROW WHEN (NEW.official_id IS NOT NULL)
    EXECUTE FUNCTION postings_stands_aside('entered_by_id', 'last_changed_by_id', 'reviewed_by_id');
