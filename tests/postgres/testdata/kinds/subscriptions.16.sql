create subscription local_only connection 'host=nowhere dbname=x' publication p with (connect = false, origin = none, streaming = parallel);
create subscription trusted connection 'host=nowhere dbname=x' publication p with (connect = false, run_as_owner = true, password_required = false, streaming = off);
