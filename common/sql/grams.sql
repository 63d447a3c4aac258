-- Text search without a dictionary: every run of letters, digits and CJK characters becomes its
-- 2- and 3-character pieces. A word of two characters is asked as one bigram, a longer one as the AND
-- of its trigrams; the caller checks the phrase itself against the folded text as the last step.
-- Everything is IMMUTABLE and schema-qualified, because a stored generated column calls it also while
-- a dump is being restored with an empty search_path.

CREATE OR REPLACE FUNCTION public.text_fold(source text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN public.text_simplified(pg_catalog.lower(pg_catalog.normalize(source, 'NFKC') COLLATE "pg_catalog"."pg_c_utf8"));

COMMENT ON FUNCTION public.text_fold(text) IS
  'One written form for comparing: NFKC (full width = half width), lower case whatever the locale, simplified signs, one kind of bracket and quotation mark.';

CREATE OR REPLACE FUNCTION public.text_pieces(source text, asked boolean) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
DECLARE
  pieces text[] := '{}';
  older text := '';
  last text := '';
  run integer := 0;
  letter text;
BEGIN
  -- A plain loop: a set-returning form of the same is five times slower. 60,000 characters are as
  -- many as one tsvector (1 MB) can hold when every piece differs.
  FOREACH letter IN ARRAY pg_catalog.string_to_array(
    pg_catalog.regexp_replace(
      pg_catalog.left(public.text_fold(source), 60000),
      '[^[:alnum:]]' COLLATE "pg_catalog"."pg_c_utf8", ' ', 'g') || ' ', NULL)
  LOOP
    IF letter = ' ' THEN
      IF asked AND run = 2 THEN
        pieces := pg_catalog.array_append(pieces, older || last);
      END IF;
      run := 0;
    ELSE
      run := run + 1;
      IF run > 1 AND NOT asked THEN
        pieces := pg_catalog.array_append(pieces, last || letter);
      END IF;
      IF run > 2 THEN
        pieces := pg_catalog.array_append(pieces, older || last || letter);
      END IF;
      older := last;
      last := letter;
    END IF;
  END LOOP;
  RETURN pieces;
END
$$;

COMMENT ON FUNCTION public.text_pieces(text, boolean) IS
  'Pieces of a text: of one that is stored all 2- and 3-grams; of one that is asked the 3-grams, and the 2-gram of a run of exactly two.';

CREATE OR REPLACE FUNCTION public.text_grams(source text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN pg_catalog.array_to_tsvector(public.text_pieces(source, false));

COMMENT ON FUNCTION public.text_grams(text) IS 'What the search index holds of one text.';

CREATE OR REPLACE FUNCTION public.gram_query(asked text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(piece), ' & ')
        FROM pg_catalog.unnest(public.text_pieces(asked, true)) AS piece)::tsquery;

COMMENT ON FUNCTION public.gram_query(text) IS
  'What the search index is asked for one word or phrase; NULL where nothing is long enough to ask.';
