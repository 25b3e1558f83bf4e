create table keep (id int);
-- before
create type mood as enum ('sad', 'happy');
create table t (id int primary key, m mood not null default 'sad', check (m <> 'happy' or id > 3));
-- after
create table t (id int primary key, m text not null default 'sad', check (m <> 'happy' or id > 3));
