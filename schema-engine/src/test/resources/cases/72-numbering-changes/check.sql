INSERT INTO a (x) VALUES (3) RETURNING id = 3

INSERT INTO b (x) VALUES (3) RETURNING id = 8

INSERT INTO c (x) VALUES (3) RETURNING id = 4

INSERT INTO d (x) VALUES (3) RETURNING id = 2

SELECT count(*) = 4 FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace

SELECT seqtypid = 'bigint'::regtype FROM pg_sequence WHERE seqrelid = 'd_id_seq'::regclass
