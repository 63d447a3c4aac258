-- The parents of the records, which no trigger wrote here: by the same select list that the trigger is given.
DO $$
DECLARE
    parent record;
BEGIN
    SELECT listed.* INTO parent
    FROM records_factkind kind, records_parent_columns(kind) AS listed WHERE kind.key = 'record';
    EXECUTE format('INSERT INTO records_fact (%%s) SELECT %%s FROM records_dishonestyrecord', parent.names, parent.sources);
END $$
