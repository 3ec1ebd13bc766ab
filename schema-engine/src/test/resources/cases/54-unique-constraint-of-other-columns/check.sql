INSERT INTO items (id, name, price) VALUES (4, 'pen', 2) RETURNING true

-- fails 23505
INSERT INTO items (id, name, price) VALUES (5, 'pen', 2)
