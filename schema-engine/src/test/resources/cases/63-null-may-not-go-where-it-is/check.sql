SELECT count(*) = 2 FROM items WHERE name IS NULL
