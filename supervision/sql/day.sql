-- Two counts of every record: on the day of its document, on the Beijing day of its entry.
INSERT INTO supervision_daytotal (id, run_id, day, decided, entered)
SELECT uuidv7(), %(run)s, coalesce(decided_on, entered_on),
       coalesce(sum(records) FILTER (WHERE decided_on IS NOT NULL), 0),
       coalesce(sum(records) FILTER (WHERE entered_on IS NOT NULL), 0)
FROM (
    SELECT decided_on, entered_on, count(*) AS records
    FROM (SELECT decided_on, (entered_at AT TIME ZONE 'Asia/Shanghai')::date AS entered_on
          FROM records_counted WHERE entered_at < %(until)s) AS filed
    GROUP BY GROUPING SETS ((decided_on), (entered_on))
) AS counted
GROUP BY coalesce(decided_on, entered_on)
