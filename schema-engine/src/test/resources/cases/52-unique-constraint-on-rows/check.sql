-- fails 23505
INSERT INTO items (id, name) VALUES (4, 'pen')

SELECT contype = 'u', obj_description(oid) = 'one of each' FROM pg_constraint WHERE conname = 'items_name_key'
