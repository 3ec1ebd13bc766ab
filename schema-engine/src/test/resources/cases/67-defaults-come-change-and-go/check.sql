INSERT INTO t (id, c) VALUES (2, 'y') RETURNING a = 5, b = 2

-- fails 23502
INSERT INTO t (id) VALUES (3)

SELECT b = 1, c = 'x' FROM t WHERE id = 1
