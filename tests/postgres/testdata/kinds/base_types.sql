create type complex;
create function complex_in(cstring) returns complex language internal immutable strict as 'int8in';
create function complex_out(complex) returns cstring language internal immutable strict as 'int8out';
create function complex_recv(internal) returns complex language internal immutable strict as 'int8recv';
create function complex_send(complex) returns bytea language internal immutable strict as 'int8send';
create type complex (input = complex_in, output = complex_out, receive = complex_recv, send = complex_send,
    internallength = 8, passedbyvalue, alignment = double, category = 'N', default = '7', delimiter = ';');
comment on type complex is 'not really';
comment on function complex_in(cstring) is 'reads';
create function complex_eq(complex, complex) returns boolean language internal immutable strict as 'int8eq';
create function complex_lt(complex, complex) returns boolean language internal immutable strict as 'int8lt';
create function complex_gt(complex, complex) returns boolean language internal immutable strict as 'int8gt';
create function complex_cmp(complex, complex) returns integer language internal immutable strict as 'btint8cmp';
create function complex_hash(complex) returns integer language internal immutable strict as 'hashint8';
create operator = (function = complex_eq, leftarg = complex, rightarg = complex, commutator = =, restrict = eqsel, join = eqjoinsel, hashes, merges);
create operator < (function = complex_lt, leftarg = complex, rightarg = complex, commutator = >, restrict = scalarltsel, join = scalarltjoinsel);
create operator > (function = complex_gt, leftarg = complex, rightarg = complex, commutator = <, restrict = scalargtsel, join = scalargtjoinsel);
comment on operator = (complex, complex) is 'same';
create operator class complex_ops default for type complex using btree as
    operator 1 <, operator 3 =, operator 5 >, function 1 complex_cmp(complex, complex);
comment on operator class complex_ops using btree is 'sorts';
comment on operator family complex_ops using btree is 'sorts, as a family';
create operator family complex_hashing using hash;
create operator class complex_hash_ops for type complex using hash family complex_hashing as operator 1 =, function 1 complex_hash(complex);
-- Loose members: across types.
create function complex_int_eq(complex, bigint) returns boolean language internal immutable strict as 'int8eq';
create operator = (function = complex_int_eq, leftarg = complex, rightarg = bigint);
alter operator family complex_hashing using hash add operator 1 = (complex, bigint), function 1 (bigint, bigint) hashint8(bigint);
create operator family lonely using gist;
create table uses_it (c complex, unique (c));
create index on uses_it using hash (c complex_hash_ops);
create function complex_neg(complex) returns complex language internal immutable strict as 'int8um';
create operator - (function = complex_neg, rightarg = complex);
comment on operator - (none, complex) is 'negative';
create cast (complex as bigint) without function;
create function to_complex(integer) returns complex language internal immutable strict as 'int48';
create cast (integer as complex) with function to_complex(integer) as assignment;
create cast (complex as text) with inout as implicit;
comment on cast (complex as text) is 'as text';
-- An operator with a negator of its own.
create function complex_ne(complex, complex) returns boolean language internal immutable strict as 'int8ne';
create operator <> (function = complex_ne, leftarg = complex, rightarg = complex, negator = =, commutator = <>);
-- A range whose canonical function needs it first.
create type whole;
create function whole_canonical(whole) returns whole language internal immutable strict as 'int4range_canonical';
create type whole as range (subtype = integer, canonical = whole_canonical);
create table uses_whole (w whole);
-- A type with modifiers that borrows the functions of another.
create type label;
create function label_in(cstring, oid, integer) returns label language internal immutable strict as 'varcharin';
create function label_out(label) returns cstring language internal immutable strict as 'varcharout';
create function label_mod_in(cstring[]) returns integer language internal immutable strict as 'varchartypmodin';
create function label_mod_out(integer) returns cstring language internal immutable strict as 'varchartypmodout';
create type label (input = label_in, output = label_out, typmod_in = label_mod_in, typmod_out = label_mod_out, collatable = true, storage = extended);
create table uses_label (l label(5));
-- An operator whose commutator nobody has made.
create operator ==> (function = complex_gt, leftarg = complex, rightarg = complex, commutator = <==);
-- Casts that expressions use without a dependency that says so.
create type mood as enum ('sad', 'ok');
create function mood_number(mood) returns integer language sql immutable as 'select 1';
create cast (mood as integer) with function mood_number(mood);
create domain high_mood as mood check (value::integer > 0);
create table moods (m mood, n integer default 'ok'::mood::integer, check (m::integer > 0));
create index on moods ((m::integer));
-- Classes whose members belong to their families.
create operator class gin_numbers for type integer[] using gin as operator 7 @> (anyarray, anyarray),
    function 2 ginarrayextract(anyarray, internal, internal),
    function 3 ginqueryarrayextract(anyarray, internal, int2, internal, internal, internal, internal),
    function 4 ginarrayconsistent(internal, int2, anyarray, int4, internal, internal, internal, internal), storage integer;
create table numbers (n integer[]);
create index on numbers using gin (n gin_numbers);
create operator class gist_boxes for type box using gist as operator 3 && (box, box),
    function 1 gist_box_consistent(internal, box, int2, oid, internal), function 2 gist_box_union(internal, internal),
    function 5 gist_box_penalty(internal, internal, internal), function 6 gist_box_picksplit(internal, internal),
    function 7 gist_box_same(box, box, internal);
create table boxes (b box, exclude using gist (b gist_boxes with &&));
