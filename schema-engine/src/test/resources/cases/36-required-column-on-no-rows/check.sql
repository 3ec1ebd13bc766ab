-- fails 23502
INSERT INTO users (id, email) VALUES (1, 'a')
