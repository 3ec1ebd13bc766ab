SELECT count(*) = 2 FROM users

-- fails 42703
SELECT name FROM users
