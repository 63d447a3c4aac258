-- Each staged row of a watch list with what tells its entry from others: the document, and the code or the name.
named AS MATERIALIZED (
    SELECT s.*, public.commitments_bare(s.name) AS bare_name,
           md5(coalesce(s.document_key, '') || '|' || coalesce(s.credit_code, public.commitments_bare(s.name))) AS identity
    FROM exchange_staging s WHERE s.batch_id = %(batch)s
)
