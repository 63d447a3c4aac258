-- Sums that look like a slip between 元 and 万元, for forms, corrections and imports alike: 10,000 times what is usual of the
-- same source, or 10,000 times another sum of the same record.

-- The median of the last 1,000 confirmed of a source, NULL while there are fewer than 20: one walk along an index.
CREATE FUNCTION records_usual_sum(kind text) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount)
    FROM (
        SELECT amount FROM records_dishonestyrecord
        WHERE source_kind = kind AND status = 'confirmed' AND amount > 0
        ORDER BY confirmed_at DESC LIMIT 1000
    ) AS latest
    HAVING count(*) >= 20
$$;

CREATE FUNCTION records_in_wan(amount numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT trim_scale(amount / 10000) || ' 万元'
$$;

CREATE FUNCTION records_unusual_sum(label text, amount numeric, usual numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN amount > 10000 * usual
                THEN label || ' ' || records_in_wan(amount) || '，超过同来源记录通常金额的一万倍' END
$$;

-- What is doubtful of a record's sums by label, in words; what none of the `changed` ones takes part in is not told again.
CREATE FUNCTION records_doubtful_sums(kind text, sums jsonb, changed text[]) RETURNS text LANGUAGE sql STABLE AS $$
    WITH given AS (
        SELECT key AS label, value::numeric AS amount, key = ANY (changed) AS is_new FROM jsonb_each_text(sums)
    )
    SELECT string_agg(words, '；' ORDER BY words) FROM (
        SELECT records_unusual_sum(label, amount, records_usual_sum(kind)) FROM given WHERE is_new
        UNION ALL
        SELECT big.label || ' ' || records_in_wan(big.amount) || '，是' || small.label || ' ' || records_in_wan(small.amount)
               || '的一万倍以上'
        FROM given big JOIN given small ON small.amount > 0 AND big.amount >= 10000 * small.amount
        WHERE big.is_new OR small.is_new
    ) AS doubts (words)
$$;
