-- This kind of fact as the database knows it: what a correction may touch, what none changes, whence the parent comes, what
-- the public reads of it.

INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, shown, window_rule) VALUES
    ('judgment', '败诉与拒不执行', 'records_lostjudgment',
     ARRAY['case_number', 'court', 'summary', 'decided_on', 'effective_on', 'document_url',
           'announcement_number', 'announced_on'],
     ARRAY['department_id', 'outcome'],
     '{"number": "case_number", "publishable": "true"}',
     '{"finding_body": "court", "document_number": "case_number", "document_key": "case_key",
       "decided_on": "decided_on", "effective_on": "effective_on", "outcome": "outcome",
       "document_url": "document_url", "announcement_number": "announcement_number",
       "announced_on": "announced_on"}',
     'judgment');

SELECT records_guard_fact('records_lostjudgment');
