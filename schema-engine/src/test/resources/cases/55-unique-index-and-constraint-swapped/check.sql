SELECT array_agg(conname::text) = ARRAY['items_b'] FROM pg_constraint WHERE conrelid = 'items'::regclass AND contype = 'u'

-- fails 23505
INSERT INTO items (id, name) VALUES (4, 'pen')
