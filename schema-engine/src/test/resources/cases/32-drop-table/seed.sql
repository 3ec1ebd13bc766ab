INSERT INTO users (id, email) VALUES (1, 'a@x.example'), (2, 'b@x.example');
INSERT INTO orders (user_id, total) VALUES (1, 9.99), (2, 8);
