SELECT count(*) = 1 FROM tickets WHERE state = 'lost'
