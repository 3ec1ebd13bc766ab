SELECT count(*) = 3, bool_and(indisvalid) FROM pg_index WHERE indrelid = 'items'::regclass AND NOT indisprimary

-- fails 23505
INSERT INTO items (id, name) VALUES (4, 'PEN')

SELECT obj_description('items_name'::regclass) = 'by name'
