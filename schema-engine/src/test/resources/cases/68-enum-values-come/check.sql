INSERT INTO tickets (id) VALUES (3) RETURNING state = 'new'

SELECT array_agg(id ORDER BY state) = ARRAY[3, 1, 2] FROM tickets

SELECT enum_range(NULL::state)::text = '{new,seen,open,held,done,gone}'
