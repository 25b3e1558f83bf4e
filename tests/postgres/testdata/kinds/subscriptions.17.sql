create subscription failing_over connection 'host=nowhere dbname=x' publication p with (connect = false, failover = true);
