SET search_path = '';

CREATE SUBSCRIPTION careful CONNECTION 'dbname=x host=nowhere' PUBLICATION p WITH (connect = false, slot_name = 'careful', disable_on_error = true, two_phase = true);
CREATE SUBSCRIPTION nameless CONNECTION 'dbname=x host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE, streaming = on);
