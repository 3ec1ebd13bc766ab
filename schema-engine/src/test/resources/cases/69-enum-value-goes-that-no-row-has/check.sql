SELECT enum_range(NULL::state)::text = '{done,open}'

INSERT INTO tickets (id) VALUES (3) RETURNING state = 'open'

-- fails 23514
INSERT INTO tickets (id, state) VALUES (4, 'done')

SELECT past::text = '{open,done}' FROM tickets WHERE id = 1
