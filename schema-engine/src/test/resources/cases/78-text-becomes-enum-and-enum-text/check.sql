INSERT INTO t (id) VALUES (3) RETURNING state = 'open', kind = 'a'

SELECT to_regtype('kind') IS NULL

SELECT array_agg(id ORDER BY state DESC, id) = ARRAY[2, 1, 3] FROM t
