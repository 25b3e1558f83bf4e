create function f() returns event_trigger language plpgsql as 'begin end';
-- before
create event trigger e on ddl_command_end execute function f();
-- after
create event trigger e on ddl_command_end when tag in ('CREATE TABLE') execute function f();
alter event trigger e disable;
