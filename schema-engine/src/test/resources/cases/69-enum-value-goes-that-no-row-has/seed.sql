INSERT INTO tickets (id, past) VALUES (1, '{open,done}'), (2, NULL);
