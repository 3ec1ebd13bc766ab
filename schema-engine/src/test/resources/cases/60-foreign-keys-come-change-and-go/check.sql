DELETE FROM users WHERE id = 2 RETURNING true

SELECT count(*) = 1, bool_and(payer_id IS NULL) FROM orders

SELECT count(*) = 2, bool_and(convalidated) FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'f'
