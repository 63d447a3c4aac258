SELECT now(), (SELECT count(*) FROM records_dishonestyrecord WHERE entered_at < %(until)s),
       (SELECT count(*) FROM :standing), (SELECT count(*) FROM (:roster) AS roster)
