SELECT count(*) = 2, bool_and(place IN (1, 2)), bool_and(number IN (100, 101)) FROM users

INSERT INTO users (id, email) VALUES (3, 'c') RETURNING place = 3, number = 102
