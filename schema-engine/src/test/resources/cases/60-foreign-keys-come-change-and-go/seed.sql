INSERT INTO users (id, email) VALUES (1, 'a@x.example'), (2, NULL);
INSERT INTO orders (id, user_id, payer_id) VALUES (1, 1, 2), (2, 2, NULL);
