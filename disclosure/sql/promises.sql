-- The tables of what stands in public beside facts: promises, agencies for tenders, the list of enterprises.

-- What government promised（承诺兑现）, until when, kept or lawfully changed; never late, never broken, and not to whom. The lines of a
-- township's board（公开承诺栏）say by their matter what more they hold; of the other domains these columns are empty.
CREATE TABLE IF NOT EXISTS open.stored_promise (
  public_id uuid PRIMARY KEY,
  department_key uuid NOT NULL,
  domain text NOT NULL CHECK (domain IN ('procurement', 'ppp', 'investment', 'townships')),
  matter text NOT NULL,
  content text NOT NULL,
  document_title text NOT NULL,
  document_number text NOT NULL,
  village text NOT NULL,
  board text NOT NULL,
  signed_on date NOT NULL,
  due_on date,
  state text NOT NULL CHECK (state IN ('running', 'disputed', 'kept', 'changed')),
  changed_on date,
  opens_on date NOT NULL,
  open_matter text NOT NULL,
  opened_on date,
  frequency text NOT NULL,
  period_until date,
  accounts_on date,
  subsidy text NOT NULL,
  subsidy_standard text NOT NULL,
  recipients integer,
  granted numeric(18, 2),
  granted_on date,
  task_list text NOT NULL,
  list_document text NOT NULL,
  score_of_township numeric(5, 2),
  score_of_village numeric(5, 2),
  evaluated_on date,
  civility_score numeric(6, 2),
  honesty_weight numeric(5, 2),
  measured_on date,
  pilot_plan text NOT NULL,
  pilot_from date,
  pilot_until date,
  pilot_reviewed_on date,
  ratings integer CHECK (ratings >= 10),
  rating numeric(2, 1),
  CHECK ((ratings IS NULL) = (rating IS NULL)),
  CHECK ((domain = 'townships') = (matter <> '')),
  CHECK (state <> 'disputed' OR changed_on IS NULL)
);
CREATE INDEX IF NOT EXISTS promise_of_department ON open.stored_promise (department_key);
CREATE INDEX IF NOT EXISTS promise_by_day ON open.stored_promise (opens_on DESC, public_id);

-- What is known of an agency for tenders（招标代理机构动态信用档案）: its grade by source and day, what oversight found; no score.
CREATE TABLE IF NOT EXISTS open.stored_agency (
  public_id uuid PRIMARY KEY,
  name text NOT NULL,
  credit_code text NOT NULL CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' AND credit_code !~ '^92'),
  grade text NOT NULL,
  grade_source text NOT NULL,
  graded_on date,
  oversight text NOT NULL,
  oversight_on date,
  project_name text NOT NULL,
  kept_by text NOT NULL,
  opens_on date NOT NULL,
  CHECK (grade <> '' OR oversight <> '')
);
CREATE INDEX IF NOT EXISTS agency_by_code ON open.stored_agency (credit_code);

-- Enterprises found seriously dishonest in statistics（统计严重失信企业）: a list of its own, in no count and no search of the rest.
CREATE TABLE IF NOT EXISTS open.stored_dishonest_enterprise (
  public_id uuid PRIMARY KEY,
  name text NOT NULL,
  credit_code text NOT NULL CHECK (credit_code ~ '^91'),
  address text NOT NULL,
  violation text NOT NULL,
  document_title text NOT NULL,
  document_number text NOT NULL,
  decided_by text NOT NULL,
  decided_on date NOT NULL,
  opens_on date NOT NULL,
  closes_on date NOT NULL
);
CREATE INDEX IF NOT EXISTS dishonest_enterprise_closing ON open.stored_dishonest_enterprise (closes_on);
