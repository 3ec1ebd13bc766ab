INSERT INTO users (id, email) VALUES (1, 'ann@example.com') RETURNING nick IS NULL

-- fails 23502
INSERT INTO users (id, nick) VALUES (2, 'bo')

-- fails 23505
INSERT INTO users (id, email) VALUES (1, 'bo@example.com')
