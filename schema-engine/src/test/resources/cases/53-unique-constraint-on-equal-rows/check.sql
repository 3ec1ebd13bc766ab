SELECT count(*) = 3 FROM items WHERE name = 'pen'

SELECT to_regclass('items_name_key') IS NULL
