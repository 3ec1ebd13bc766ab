SELECT count(*) = 2, bool_and(nickname IS NULL) FROM users

INSERT INTO users (id, email, nickname) VALUES (3, 'c@x.example', 'C')
