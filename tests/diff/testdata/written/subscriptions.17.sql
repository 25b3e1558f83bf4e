SET search_path = '';

CREATE SUBSCRIPTION failing_over CONNECTION 'dbname=x host=nowhere' PUBLICATION p WITH (connect = false, slot_name = 'failing_over', failover = true);
