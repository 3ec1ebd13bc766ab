SELECT a = 1, b = 'x', c IS NULL FROM users

INSERT INTO users (id, b) VALUES (2, 'z') RETURNING a = 2, c = 'Y'

-- fails 23502
INSERT INTO users (id) VALUES (3)
