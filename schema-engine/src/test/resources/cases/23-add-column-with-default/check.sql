SELECT count(*) = 2, bool_and(active), bool_and(note = 'none ''yet'''), count(DISTINCT tag) = 2 FROM users
