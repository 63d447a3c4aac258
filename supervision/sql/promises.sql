-- Registered promises and how each stands on a day: the words of the ledger（commitments/filters.py）, each promise in one state.
SELECT promise.id, department.region_id, promise.domain, promise.amount,
       coalesce(ppp.stage, debt.matter, statistics.matter, township.matter, bidding.method, '') AS matter,
       CASE
           WHEN promise.status = 'kept' THEN CASE WHEN promise.was_late THEN 'kept_late' ELSE 'kept' END
           WHEN promise.status <> 'running' THEN promise.status
           WHEN EXISTS (SELECT FROM commitments_instalment part WHERE part.commitment_id = promise.id)
                AND NOT EXISTS (SELECT FROM commitments_instalment part
                                WHERE part.commitment_id = promise.id AND part.done_on IS NULL) THEN 'to_accept'
           WHEN promise.due_on IS NULL OR promise.due_on >= %(day)s THEN 'not_due'
           WHEN EXISTS (SELECT FROM commitments_dispute dispute WHERE dispute.commitment_id = promise.id
                        AND dispute.kind IN ('suit', 'arbitration') AND dispute.answered_on IS NULL)
                OR EXISTS (SELECT FROM common_deadline deadline JOIN common_rulevalue rule ON rule.id = deadline.rule_id
                           WHERE deadline.object_id = promise.id AND deadline.due_on = promise.due_on
                           AND rule.mark <> 'S' AND rule.confirmed_at IS NULL) THEN 'held'
           ELSE 'late'
       END AS state,
       EXISTS (SELECT FROM commitments_breach breach
               WHERE breach.commitment_id = promise.id AND breach.status = 'confirmed') AS is_broken,
       EXISTS (SELECT FROM commitments_succession passed WHERE passed.commitment_id = promise.id) AS is_inherited,
       department.is_shown AND promise.status <> 'unlawful'
           AND EXISTS (SELECT FROM commitments_opening opening WHERE opening.commitment_id = promise.id
                       AND opening.closed_on IS NULL AND opening.opens_on <= open.today()
                       AND (opening.closes_on IS NULL OR open.today() < opening.closes_on)) AS is_shown
FROM commitments_commitment promise
JOIN organisations_department department ON department.id = promise.department_id
LEFT JOIN commitments_partnership ppp ON ppp.commitment_id = promise.id
LEFT JOIN commitments_publicdebt debt ON debt.commitment_id = promise.id
LEFT JOIN commitments_statistics statistics ON statistics.commitment_id = promise.id
LEFT JOIN commitments_township township ON township.commitment_id = promise.id
LEFT JOIN commitments_bidding bidding ON bidding.commitment_id = promise.id
WHERE promise.status IN ('running', 'kept', 'changed', 'unlawful') AND promise.confirmed_at < %(until)s
