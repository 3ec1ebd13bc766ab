INSERT INTO tickets (id, state) VALUES (1, 'open'), (2, 'done');
