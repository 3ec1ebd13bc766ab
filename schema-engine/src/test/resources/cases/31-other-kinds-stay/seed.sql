INSERT INTO users (id, email) VALUES (1, 'a@x.example'), (2, 'b@x.example');
INSERT INTO measured VALUES (now(), 1);
