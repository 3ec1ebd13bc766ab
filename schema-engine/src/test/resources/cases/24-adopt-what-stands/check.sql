SELECT count(*) = 1 FROM notes JOIN users ON users.id = user_id
