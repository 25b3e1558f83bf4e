-- before
create text search dictionary d (template = simple, stopwords = 'english');
create text search configuration c (parser = "default");
alter text search configuration c add mapping for asciiword, word with d;
create table t (a text, v tsvector generated always as (to_tsvector('c', a)) stored);
-- after
create text search dictionary d (template = simple, accept = false);
create text search configuration c (parser = "default");
alter text search configuration c add mapping for word, numword with simple, d;
create table t (a text, v tsvector generated always as (to_tsvector('c', a)) stored);
