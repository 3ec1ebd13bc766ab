INSERT INTO items (id, name) VALUES (3, 'cap') RETURNING price IS NULL

-- fails 23502
INSERT INTO items (id, price) VALUES (4, 1)

SELECT count(*) = 0 FROM pg_constraint WHERE conrelid = 'items'::regclass AND contype = 'c'
