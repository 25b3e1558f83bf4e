SET search_path = '';
SET check_function_bodies = off;

DROP EVENT TRIGGER e;
CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.f();
ALTER EVENT TRIGGER e DISABLE;
