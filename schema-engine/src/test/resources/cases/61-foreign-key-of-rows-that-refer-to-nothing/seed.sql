INSERT INTO users (id) VALUES (1);
INSERT INTO orders (id, user_id) VALUES (1, 1), (2, 7), (3, 8);
