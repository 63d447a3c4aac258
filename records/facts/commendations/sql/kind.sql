-- This kind of fact as the database knows it: what a correction may touch, what none changes, whence the parent comes, what
-- the public reads of it.

INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, shown, window_rule) VALUES
    ('commendation', '守信记录', 'records_commendation',
     ARRAY['honour', 'level', 'issued_by', 'document_number', 'issued_on', 'valid_until', 'deeds'],
     ARRAY['department_id'],
     '{"number": "document_number", "effective_on": "issued_on", "publishable": "true"}',
     '{"finding_body": "issued_by", "document_number": "document_number", "document_key": "document_key",
       "decided_on": "issued_on", "effective_on": "issued_on", "level": "level", "valid_until": "valid_until"}',
     'commendation');

SELECT records_guard_fact('records_commendation');
