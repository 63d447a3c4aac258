-- The kinds of fact that this app owns: what a correction may touch, what no correction changes, whence the parent comes.

INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, window_rule) VALUES
    ('record', '失信记录', 'records_dishonestyrecord',
     ARRAY['cause', 'domain', 'facts', 'occurred_on', 'finding_body', 'finding_body_code', 'document_title',
           'document_number', 'decided_on', 'effective_on', 'legal_basis', 'amount', 'loss', 'impact',
           'is_aggravated', 'declared_severity', 'severity_reason', 'remark'],
     ARRAY['department_id', 'official_id', 'subject_region_id', 'source_kind', 'disclosure',
           'accountability_object', 'ordinal'],
     '{"number": "record_no"}', ''),
    ('judgment', '败诉与拒不执行', 'records_lostjudgment',
     ARRAY['case_number', 'court', 'summary', 'decided_on', 'effective_on', 'document_url',
           'announcement_number', 'announced_on'],
     ARRAY['department_id', 'outcome'],
     '{"number": "case_number", "publishable": "true"}', 'judgment'),
    ('commendation', '守信记录', 'records_commendation',
     ARRAY['honour', 'level', 'issued_by', 'document_number', 'issued_on', 'valid_until', 'deeds'],
     ARRAY['department_id'],
     '{"number": "document_number", "effective_on": "issued_on", "publishable": "true"}', 'commendation');

SELECT records_guard_fact(table_name) FROM records_factkind WHERE key IN ('record', 'judgment', 'commendation');

CREATE SEQUENCE records_number_seq;

CREATE FUNCTION records_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(NEW.record_no, '') = '' THEN
        NEW.record_no := 'SX-320000-' || to_char(NEW.decided_on, 'YYYY') || '-'
            || lpad(nextval('records_number_seq')::text, 6, '0');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_number BEFORE INSERT ON records_dishonestyrecord
    FOR EACH ROW EXECUTE FUNCTION records_number();

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON records_dishonestyrecord
    FOR EACH ROW WHEN (NEW.official_id IS NOT NULL)
    EXECUTE FUNCTION postings_stands_aside('entered_by_id', 'last_changed_by_id', 'reviewed_by_id');
