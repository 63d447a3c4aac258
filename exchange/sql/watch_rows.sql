-- Each staged row of a watch list with what tells its entry from others: the document, and the code, the keyed hash of
-- the number, or the name. `name_identity` is what the entry would be known by without code and number.
named AS MATERIALIZED (
    SELECT w.*, md5(w.document || coalesce(w.credit_code, w.number_hash, w.bare_name)) AS identity,
           md5(w.document || w.bare_name) AS name_identity
    FROM (
        SELECT s.*, coalesce(s.document_key, '') || '|' AS document, public.commitments_bare(s.name) AS bare_name,
               CASE WHEN s.former_names IS NULL THEN ARRAY[]::text[]
                    ELSE array_remove(
                        regexp_split_to_array(
                            public.commitments_bare(translate(s.former_names, E'\r\n/／', '、、、、')), '[、;,]'
                        ), ''
                    ) END AS former
        FROM exchange_staging s WHERE s.batch_id = %(batch)s
    ) w
)
