SET search_path = '';

CREATE SUBSCRIPTION local_only CONNECTION 'dbname=x host=nowhere' PUBLICATION p WITH (connect = false, slot_name = 'local_only', origin = 'none', streaming = 'parallel');
CREATE SUBSCRIPTION trusted CONNECTION 'dbname=x host=nowhere' PUBLICATION p WITH (connect = false, slot_name = 'trusted', password_required = false, run_as_owner = true);
