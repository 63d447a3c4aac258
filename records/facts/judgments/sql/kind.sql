-- This kind of fact as the database knows it: what a correction may touch, what none changes, whence the parent comes.

INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, window_rule) VALUES
    ('judgment', '败诉与拒不执行', 'records_lostjudgment',
     ARRAY['case_number', 'court', 'summary', 'decided_on', 'effective_on', 'document_url',
           'announcement_number', 'announced_on'],
     ARRAY['department_id', 'outcome'],
     '{"number": "case_number", "publishable": "true"}', 'judgment');

SELECT records_guard_fact('records_lostjudgment');
