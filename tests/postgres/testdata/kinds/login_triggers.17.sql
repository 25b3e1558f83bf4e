create function on_login() returns event_trigger language plpgsql as 'begin end';
create event trigger logged_in on login execute function on_login();
comment on event trigger logged_in is 'greets';
create event trigger quiet on login execute function on_login();
alter event trigger quiet disable;
