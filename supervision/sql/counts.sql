SELECT now(), (SELECT count(*) FROM records_counted WHERE entered_at < %(until)s),
       (SELECT count(*) FROM :standing), (SELECT count(*) FROM (:roster) AS roster),
       (SELECT count(*) FROM (:promises) AS promise)
