INSERT INTO tickets (id, state) VALUES (1, 'lost'), (2, 'open');
