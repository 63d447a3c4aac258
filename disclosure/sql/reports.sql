-- Credit reports that were given out（信用报告）: the number, whom it is about, and a digest of all that stood in public of it
-- then. What became of a report is said by the office once（superseded, revoked）; whether it still holds is asked of what stands
-- now（open.report）, so that it ends in the very statement that changes anything of it.
CREATE TABLE IF NOT EXISTS open.stored_report (
  public_id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  credit_code text NOT NULL,
  made_at timestamptz NOT NULL,
  standing text NOT NULL,
  pdf_sha256 text NOT NULL,
  json_sha256 text NOT NULL,
  files_until date NOT NULL,
  status text NOT NULL CHECK (status IN ('issued', 'superseded', 'revoked'))
);
CREATE UNIQUE INDEX IF NOT EXISTS report_by_pdf ON open.stored_report (pdf_sha256);
CREATE UNIQUE INDEX IF NOT EXISTS report_by_json ON open.stored_report (json_sha256);
