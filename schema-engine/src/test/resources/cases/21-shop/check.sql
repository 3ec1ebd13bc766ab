INSERT INTO products (name, price) VALUES ('tea', 3.50) RETURNING stock = 0

-- fails 23514
UPDATE products SET stock = -1

SELECT count(*) = 3 FROM information_schema.tables WHERE table_schema = 'public'
