INSERT INTO items (id, name, price) VALUES (1, 'pen', 1.50), (2, 'ink', 8), (3, 'cap', NULL);
