INSERT INTO offers VALUES (1, 2, 'x')

-- fails 23514
INSERT INTO offers VALUES (3, 2, 'x')

-- fails 23514
INSERT INTO offers VALUES (0, NULL, 'x')

-- fails 23514
INSERT INTO offers VALUES (1, NULL, ';')

SELECT obj_description(oid, 'pg_constraint') = 'an offer is cheaper than before' FROM pg_constraint WHERE conname = 'cheaper'
