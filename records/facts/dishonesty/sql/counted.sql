-- What figures count of the facts on file: dishonesty, as a lost case by itself is none（行政诉讼法 96）. A draft that does
-- not say yet when, in which domain or how grave counts nowhere.
CREATE VIEW records_counted AS
SELECT id, department_id, official_id, subject_region_id, decided_on, entered_at, domain, source_kind, declared_severity, status
FROM records_dishonestyrecord
WHERE decided_on IS NOT NULL AND domain <> '' AND declared_severity <> '';
