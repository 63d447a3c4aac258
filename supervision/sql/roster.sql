-- The departments that were on the roster on a day: an end date decides, without one the status does.
SELECT department.id FROM organisations_department department
WHERE coalesce(department.established_on <= %(day)s, true)
  AND coalesce(department.ended_on > %(day)s, department.status IN ('active', 'renamed'))
