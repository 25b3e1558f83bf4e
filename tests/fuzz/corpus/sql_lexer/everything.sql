\set part '''x'''
-- a comment
CREATE TABLE "a ""b" (x int DEFAULT 1_000, y text DEFAULT E'a\'b' 'c', z bit(3) DEFAULT B'101'); /* /* nested */ */
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;
CREATE FUNCTION g() RETURNS text LANGUAGE plpgsql AS $body$ BEGIN RETURN $$x;y$$; END $body$;
SELECT :part, :'part', :"part", :{?part}, x::text, a[:lo], $1, U&"d\0061t" FROM t WHERE a <> b \gexec
COPY t (x) FROM stdin;
1	2;3
\.
INSERT INTO t VALUES (1) \; SELECT 2;
SELECT 'unclosed
