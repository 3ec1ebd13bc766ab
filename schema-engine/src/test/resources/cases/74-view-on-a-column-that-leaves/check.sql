SELECT count(*) = 1 FROM cheap
