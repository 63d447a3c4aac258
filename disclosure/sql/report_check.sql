-- Whether a credit report holds: by its number, or by the digest of the file that somebody has.

-- A digest of all that a report on a body says, as it stands in public now; NULL where no body bears the code.
CREATE FUNCTION open.standing_of(code text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    to_jsonb(body) - 'haystack' - 'search' - 'sort_key' - 'key',
    ARRAY(SELECT borne.code FROM open.stored_former_code borne WHERE borne.credit_code = standing_of.code ORDER BY 1),
    open.taken_over_by(standing_of.code),
    (SELECT jsonb_agg(to_jsonb(shown) - 'haystack' - 'search' ORDER BY shown.public_id) FROM open.stored_fact shown
     WHERE shown.department_key = ANY (open.bodies(standing_of.code))
       AND shown.opens_on <= open.today() AND open.today() < shown.closes_on))::text, 'UTF8')), 'hex')
  FROM open.stored_department body WHERE body.credit_code = standing_of.code
$$;

-- What a number is good for. Of one that holds no more nothing is told but that: not whom it was about, nor when it was made.
CREATE FUNCTION open.report(asked text) RETURNS TABLE (
  number text, state text, public_id uuid, credit_code text, name text, made_at timestamptz, pdf_sha256 text, json_sha256 text,
  files_until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT there.number,
         CASE WHEN there.status <> 'issued' THEN there.status WHEN held.holds THEN 'valid' ELSE 'superseded' END,
         held.public_id, held.credit_code, held.name, held.made_at, held.pdf_sha256, held.json_sha256, held.files_until
  FROM open.stored_report there
  LEFT JOIN LATERAL (
    SELECT true AS holds, there.public_id, there.credit_code, body.name, there.made_at, there.pdf_sha256, there.json_sha256,
           there.files_until
    FROM open.stored_department body
    WHERE body.credit_code = there.credit_code AND there.status = 'issued'
      AND open.standing_of(there.credit_code) = there.standing) held ON true
  WHERE there.number = asked
$$;

-- Which report a file is, by the digest of all its bytes.
CREATE FUNCTION open.report_bearing(digest text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT number FROM open.stored_report WHERE digest IN (pdf_sha256, json_sha256)
$$;
