INSERT INTO items (id, name, price) VALUES (4, 'a long name', 0) RETURNING true

-- fails 23514
INSERT INTO items (id, name, price) VALUES (5, 'x', -1)

-- fails 23514
INSERT INTO items (id, name, price) VALUES (6, '', 1)

SELECT bool_and(convalidated) FROM pg_constraint WHERE conrelid = 'items'::regclass
