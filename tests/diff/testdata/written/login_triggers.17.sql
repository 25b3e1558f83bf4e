SET search_path = '';
SET check_function_bodies = off;

CREATE FUNCTION public.on_login() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$begin end$$;

CREATE EVENT TRIGGER logged_in ON login EXECUTE FUNCTION public.on_login();
COMMENT ON EVENT TRIGGER logged_in IS 'greets';

CREATE EVENT TRIGGER quiet ON login EXECUTE FUNCTION public.on_login();
ALTER EVENT TRIGGER quiet DISABLE;
