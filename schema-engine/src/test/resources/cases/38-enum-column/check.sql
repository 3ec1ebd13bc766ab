SELECT count(*) = 2, bool_and(role = 'guest') FROM users
