INSERT INTO users (id, email) VALUES (1, 'a@x.example'), (2, 'b@x.example');
