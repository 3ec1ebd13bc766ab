INSERT INTO orders (user_id, total) VALUES (1, 9.99) RETURNING id = 1

-- fails 23503
INSERT INTO orders (user_id, total) VALUES (3, 9.99)
