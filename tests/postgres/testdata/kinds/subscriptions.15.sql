create subscription careful connection 'host=nowhere dbname=x' publication p with (connect = false, two_phase = true, disable_on_error = true);
create subscription nameless connection 'host=nowhere dbname=x' publication p with (connect = false, slot_name = none, streaming = on);
