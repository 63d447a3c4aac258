-- This kind of fact as the database knows it: what a correction may touch, what none changes, whence the parent comes.

INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, window_rule) VALUES
    ('commendation', '守信记录', 'records_commendation',
     ARRAY['honour', 'level', 'issued_by', 'document_number', 'issued_on', 'valid_until', 'deeds'],
     ARRAY['department_id'],
     '{"number": "document_number", "effective_on": "issued_on", "publishable": "true"}', 'commendation');

SELECT records_guard_fact('records_commendation');
