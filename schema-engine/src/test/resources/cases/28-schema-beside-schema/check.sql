INSERT INTO billing.invoices (id, user_id) VALUES (gen_random_uuid(), 2) RETURNING state = 'open'
