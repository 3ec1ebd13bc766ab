INSERT INTO people VALUES (1, 'a@x.example') RETURNING true

-- fails 23505
INSERT INTO people VALUES (2, 'a@x.example')

SELECT to_regclass('users') IS NULL
