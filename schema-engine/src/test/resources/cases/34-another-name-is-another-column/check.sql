SELECT bool_and(mail IS NULL), count(*) = 2 FROM users
