INSERT INTO t (id, "on") VALUES (1, true);
