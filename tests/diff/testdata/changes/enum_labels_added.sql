-- before
create type mood as enum ('sad', 'happy');
create table t (m mood default 'sad' check (m <> 'happy'));
-- after
create type mood as enum ('worse', 'sad', 'ok', 'happy', 'glad');
create table t (m mood default 'ok' check (m <> 'worse'));
