INSERT INTO users (id, price) VALUES (1, 2.5);
INSERT INTO notes (user_id, body) VALUES (1, 'hello');
