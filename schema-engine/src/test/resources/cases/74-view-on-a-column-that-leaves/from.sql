CREATE TABLE items (id int PRIMARY KEY, name text NOT NULL, price int NOT NULL);
CREATE VIEW cheap AS SELECT id FROM items WHERE price < 5;
INSERT INTO items VALUES (1, 'pen', 1), (2, 'ink', 8);
