SET search_path = '';

CREATE SCHEMA ts;

CREATE TEXT SEARCH DICTIONARY ts.german (TEMPLATE = pg_catalog.snowball, language = 'german', stopwords = 'german');
COMMENT ON TEXT SEARCH DICTIONARY ts.german IS 'dictionary';

CREATE TEXT SEARCH TEMPLATE ts.like_simple (
    INIT = dsimple_init,
    LEXIZE = dsimple_lexize
);
COMMENT ON TEXT SEARCH TEMPLATE ts.like_simple IS 'template';

CREATE TEXT SEARCH DICTIONARY ts.own (TEMPLATE = ts.like_simple, accept = 'false');

CREATE TEXT SEARCH PARSER ts.words (
    START = prsd_start,
    GETTOKEN = prsd_nexttoken,
    END = prsd_end,
    LEXTYPES = prsd_lextype,
    HEADLINE = prsd_headline
);
COMMENT ON TEXT SEARCH PARSER ts.words IS 'parser';

CREATE TEXT SEARCH CONFIGURATION ts."both" (PARSER = ts.words);
ALTER TEXT SEARCH CONFIGURATION ts."both" ADD MAPPING FOR asciiword, word WITH ts.german, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION ts."both" ADD MAPPING FOR numword WITH ts.own;
ALTER TEXT SEARCH CONFIGURATION ts."both" OWNER TO pg_monitor;
COMMENT ON TEXT SEARCH CONFIGURATION ts."both" IS 'configuration';

CREATE TEXT SEARCH CONFIGURATION ts.copied (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION ts.copied ADD MAPPING FOR asciihword, asciiword, hword, hword_asciipart, hword_part, word WITH pg_catalog.english_stem;
ALTER TEXT SEARCH CONFIGURATION ts.copied ADD MAPPING FOR email, file, "float", host, hword_numpart, "int", numhword, numword, sfloat, uint, url, url_path, version WITH pg_catalog.simple;

CREATE TABLE ts.d (
    body text,
    found tsvector GENERATED ALWAYS AS (to_tsvector('ts."both"'::regconfig, body)) STORED
);
