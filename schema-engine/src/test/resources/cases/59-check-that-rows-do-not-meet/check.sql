INSERT INTO items (id, name, price) VALUES (4, 'car', 9000) RETURNING true
