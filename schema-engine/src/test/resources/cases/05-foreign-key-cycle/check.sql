SELECT count(*) = 4 FROM pg_constraint WHERE contype = 'f' AND convalidated

INSERT INTO a (id) VALUES (1)

INSERT INTO c (id, a_id) VALUES (3, 1)

INSERT INTO b (id, c_id) VALUES (2, 3)

UPDATE a SET b_id = 2

-- fails 23503
UPDATE a SET b_id = 9
