INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, shown, window_rule)
VALUES ('promise', '模拟公开承诺', 'invented_promise',
        ARRAY['subject', 'document_number', 'received_by', 'words', 'signed_on', 'effective_on'],
        ARRAY['department_id'],
        '{"number": "document_number", "publishable": "true"}',
        '{"finding_body": "received_by", "document_number": "document_number", "document_key": "document_key",
          "decided_on": "signed_on", "effective_on": "effective_on"}',
        'promise');

SELECT records_guard_fact('invented_promise');

INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
VALUES (uuidv7(), 'urging', 1, '关于{{ 文书 }}的督办函', '函',
        '请你单位就{{ 文书 }}所载事项，自收到本函之日起{{ 期限 }}内答复：{{ 要求 }}', '2026-01-01');
