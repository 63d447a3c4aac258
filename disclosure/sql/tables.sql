-- The public store（苏政发〔2023〕55号 二(三)）: what stands in public, as flat rows, and nothing else. It names no table and
-- no function outside its schema, so that it can be a database of its own. Rows come from the office's definitions alone.
CREATE TABLE IF NOT EXISTS open.stored_fact (
  public_id uuid PRIMARY KEY,
  kind text NOT NULL,
  department_key uuid NOT NULL,
  title text NOT NULL,
  facts text NOT NULL,
  department_name text NOT NULL,
  region_code text NOT NULL,
  region_name text NOT NULL,
  city_code text NOT NULL,
  city_name text NOT NULL,
  county_code text NOT NULL,
  county_name text NOT NULL,
  source_kind text NOT NULL,
  cause text NOT NULL,
  domain text NOT NULL,
  severity text NOT NULL,
  severity_reason text NOT NULL,
  legal_basis text NOT NULL,
  finding_body text NOT NULL,
  document_title text NOT NULL,
  document_number text NOT NULL,
  document_key text NOT NULL,
  decided_on date,
  effective_on date,
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  repair_from date,
  rule_version integer,
  published_at timestamptz NOT NULL,
  corrected_on date,
  correction_kind text NOT NULL,
  outcome text NOT NULL,
  document_url text NOT NULL,
  announcement_number text NOT NULL,
  announced_on date,
  level text NOT NULL,
  valid_until date,
  is_disputed boolean NOT NULL DEFAULT false,
  note text NOT NULL DEFAULT '',
  note_on date,
  commitment text NOT NULL DEFAULT '',
  commitment_on date,
  challenges text[] NOT NULL DEFAULT '{}',
  haystack text NOT NULL GENERATED ALWAYS AS (open.text_fold(
    title || E'\n' || facts || E'\n' || department_name || E'\n' || finding_body || E'\n'
    || document_title || E'\n' || document_number)) STORED,
  search tsvector NOT NULL GENERATED ALWAYS AS (open.text_grams(
    title || E'\n' || facts || E'\n' || department_name || E'\n' || finding_body || E'\n'
    || document_title || E'\n' || document_number)) STORED
);
CREATE INDEX IF NOT EXISTS fact_search ON open.stored_fact USING gin (search) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS fact_by_day ON open.stored_fact (kind, opens_on DESC, published_at DESC, public_id DESC);
CREATE INDEX IF NOT EXISTS fact_by_city ON open.stored_fact (kind, city_code, opens_on DESC, published_at DESC, public_id DESC);
-- In the order of an archive, and with what its figures are made of: neither asks the rows, which are wide.
CREATE INDEX IF NOT EXISTS fact_of_department ON open.stored_fact
  (department_key, kind, opens_on DESC, published_at DESC, public_id DESC) INCLUDE (closes_on, severity, finding_body, domain);
CREATE INDEX IF NOT EXISTS fact_of_document ON open.stored_fact (document_key);
CREATE INDEX IF NOT EXISTS fact_closing ON open.stored_fact (closes_on);

-- A department as it is now; its key is random, because credit codes and inner numbers tell of others.
CREATE TABLE IF NOT EXISTS open.stored_department (
  key uuid PRIMARY KEY,
  credit_code text NOT NULL,
  holder_code text NOT NULL,
  name text NOT NULL,
  short_name text NOT NULL,
  kind text NOT NULL,
  level text NOT NULL,
  region_code text NOT NULL,
  region_name text NOT NULL,
  city_code text NOT NULL,
  city_name text NOT NULL,
  county_code text NOT NULL,
  county_name text NOT NULL,
  superior_code text,
  superior_name text,
  successor_code text,
  successor_name text,
  further_codes text[] NOT NULL,
  further_names text[] NOT NULL,
  status text NOT NULL,
  former_names text[] NOT NULL,
  sort_key text NOT NULL,
  haystack text NOT NULL GENERATED ALWAYS AS (open.text_fold(name || ' ' || short_name || open.joined(former_names))) STORED,
  search tsvector NOT NULL GENERATED ALWAYS AS (open.text_grams(name || ' ' || short_name || open.joined(former_names))) STORED
);
CREATE INDEX IF NOT EXISTS department_search ON open.stored_department USING gin (search) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS department_code ON open.stored_department (credit_code);
CREATE INDEX IF NOT EXISTS department_holder ON open.stored_department (holder_code);
CREATE INDEX IF NOT EXISTS department_successor ON open.stored_department (successor_code);
CREATE INDEX IF NOT EXISTS department_superior ON open.stored_department (superior_code);
CREATE INDEX IF NOT EXISTS department_order ON open.stored_department (sort_key, credit_code);
CREATE INDEX IF NOT EXISTS department_further ON open.stored_department USING gin (further_codes);

-- A code that a department no longer bears, and since when until when it did; one code may have been borne by two.
CREATE TABLE IF NOT EXISTS open.stored_former_code (
  code text NOT NULL,
  credit_code text NOT NULL,
  since date,
  until date,
  PRIMARY KEY (code, credit_code)
);

-- The catalogue of information classes in force today（信息分类）: what is kept on whom, and who may read it.
CREATE TABLE IF NOT EXISTS open.stored_information_class (
  key text PRIMARY KEY,
  name text NOT NULL,
  about text NOT NULL,
  source text NOT NULL,
  provider text NOT NULL,
  sharing text NOT NULL,
  cycle text NOT NULL,
  publicity text NOT NULL,
  basis text NOT NULL,
  is_settled boolean NOT NULL,
  since date NOT NULL
);

-- The periods and remedies in force today that the guides name: how long something stands, by when who answers.
CREATE TABLE IF NOT EXISTS open.stored_rule (
  kind text NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  least integer,
  most integer,
  unit text NOT NULL,
  words text NOT NULL,
  basis text NOT NULL,
  is_settled boolean NOT NULL,
  since date NOT NULL,
  PRIMARY KEY (kind, key)
);

CREATE TABLE IF NOT EXISTS open.stored_region (
  code text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  parent_code text,
  city_code text NOT NULL,
  city_name text NOT NULL,
  county_code text NOT NULL
);

-- Random addresses that stood in public and do not now, the numbers alone; and where the corrected text stands, until when.
CREATE TABLE IF NOT EXISTS open.stored_ended (
  public_id uuid PRIMARY KEY,
  leads_to uuid,
  leads_until date
);

CREATE TABLE IF NOT EXISTS open.stored_statistic (
  region_code text NOT NULL,
  month date NOT NULL,
  domain text NOT NULL,
  source_kind text NOT NULL,
  severity text NOT NULL,
  region_name text NOT NULL,
  region_kind text NOT NULL,
  city_code text NOT NULL,
  records integer NOT NULL,
  PRIMARY KEY (region_code, month, domain, source_kind, severity)
);
CREATE INDEX IF NOT EXISTS statistic_by_kind ON open.stored_statistic (region_kind, city_code);

-- Granted repairs by city and of the province's own bodies as of a quarter's first day: 0 where they are too few to be told.
CREATE TABLE IF NOT EXISTS open.stored_repair_figure (
  region_code text PRIMARY KEY,
  region_name text NOT NULL,
  region_kind text NOT NULL,
  as_of date NOT NULL,
  granted integer NOT NULL CHECK (granted = 0 OR granted >= 5)
);

CREATE TABLE IF NOT EXISTS open.stored_aggregation (
  run uuid PRIMARY KEY,
  data_time timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  rows integer NOT NULL
);

-- The number that every public act raises: all cached pages hang on it.
CREATE TABLE IF NOT EXISTS open.stored_generation (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  value bigint NOT NULL
);

-- When store and definition were last compared, and in how many rows they differed.
CREATE TABLE IF NOT EXISTS open.stored_check (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  checked_at timestamptz NOT NULL,
  differences integer NOT NULL
);

-- What the office answered under a visitor's query code, asked for by the code's hash alone: sealed to whoever holds the code,
-- or plain where everybody may know it.
CREATE TABLE IF NOT EXISTS open.stored_answer (
  public_id uuid PRIMARY KEY,
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  sealed bytea CHECK (octet_length(sealed) <= 262144),
  text text CHECK (octet_length(text) <= 262144),
  answered_at timestamptz NOT NULL,
  closes_on date NOT NULL,
  CHECK (num_nonnulls(sealed, text) = 1)
);
CREATE INDEX IF NOT EXISTS answer_of_token ON open.stored_answer (token_hash, answered_at);
CREATE INDEX IF NOT EXISTS answer_closing ON open.stored_answer (closes_on);

-- Files that the office made, in parts of at most a megabyte; gone with the first thing that they name.
CREATE TABLE IF NOT EXISTS open.stored_file (
  file uuid NOT NULL,
  generation integer NOT NULL,
  part integer NOT NULL,
  parts integer NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL CHECK (octet_length(bytes) <= 1048576),
  sha256 text NOT NULL,
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  snapshot uuid,
  PRIMARY KEY (file, generation, part)
);
CREATE INDEX IF NOT EXISTS file_closing ON open.stored_file (closes_on);

-- Kept counts: each change of facts adds lines of +1 and -1, the clock folds them（fold_counts）. By what the lists are
-- narrowed by (county '*': all of the city), by months of opening and closing, by department.
CREATE TABLE IF NOT EXISTS open.count_by_facet (
  line bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  city_code text NOT NULL,
  county_code text NOT NULL,
  domain text NOT NULL,
  source_kind text NOT NULL,
  severity text NOT NULL,
  year text NOT NULL,
  records integer NOT NULL
);
CREATE INDEX IF NOT EXISTS count_of_county ON open.count_by_facet (kind, county_code);
CREATE TABLE IF NOT EXISTS open.count_by_month (
  line bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  city_code text NOT NULL,
  severity text NOT NULL,
  opens_in text NOT NULL,
  closes_in text NOT NULL,
  records integer NOT NULL
);
CREATE TABLE IF NOT EXISTS open.count_by_department (
  line bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  department_key uuid NOT NULL,
  records integer NOT NULL
);
CREATE INDEX IF NOT EXISTS count_of_department ON open.count_by_department (department_key);

CREATE OR REPLACE FUNCTION open.count_facts() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  source text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT *, 1 AS step FROM gained'
    WHEN 'DELETE' THEN 'SELECT *, -1 AS step FROM lost'
    ELSE 'SELECT *, 1 AS step FROM gained UNION ALL SELECT *, -1 AS step FROM lost' END;
BEGIN
  EXECUTE 'INSERT INTO open.count_by_facet (kind, city_code, county_code, domain, source_kind, severity, year, records) '
    'SELECT kind, city_code, county, domain, source_kind, severity, to_char(opens_on, ''YYYY''), sum(step) '
    'FROM (' || source || ') changed, LATERAL (VALUES (''*''), (county_code)) AS grain (county) '
    'WHERE county <> '''' GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(step) <> 0';
  EXECUTE 'INSERT INTO open.count_by_month (kind, city_code, severity, opens_in, closes_in, records) '
    'SELECT kind, city_code, severity, to_char(opens_on, ''YYYY-MM''), to_char(closes_on, ''YYYY-MM''), sum(step) '
    'FROM (' || source || ') changed GROUP BY 1, 2, 3, 4, 5 HAVING sum(step) <> 0';
  EXECUTE 'INSERT INTO open.count_by_department (kind, department_key, records) '
    'SELECT kind, department_key, sum(step) FROM (' || source || ') changed GROUP BY 1, 2 HAVING sum(step) <> 0';
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER counts_gained AFTER INSERT ON open.stored_fact
  REFERENCING NEW TABLE AS gained FOR EACH STATEMENT EXECUTE FUNCTION open.count_facts();
CREATE OR REPLACE TRIGGER counts_changed AFTER UPDATE ON open.stored_fact
  REFERENCING OLD TABLE AS lost NEW TABLE AS gained FOR EACH STATEMENT EXECUTE FUNCTION open.count_facts();
CREATE OR REPLACE TRIGGER counts_lost AFTER DELETE ON open.stored_fact
  REFERENCING OLD TABLE AS lost FOR EACH STATEMENT EXECUTE FUNCTION open.count_facts();

-- The office's beat, which travels like every row: how far behind a copy is; and what the office's own schema was made from.
CREATE TABLE IF NOT EXISTS open.stored_beat (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  beaten_at timestamptz NOT NULL,
  structure text NOT NULL
);

-- What the schema of this very database was made from, and whether its rows come from another: the one table that stays.
CREATE TABLE IF NOT EXISTS open.built (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  structure text NOT NULL,
  tables text NOT NULL,
  is_copy boolean NOT NULL
);
