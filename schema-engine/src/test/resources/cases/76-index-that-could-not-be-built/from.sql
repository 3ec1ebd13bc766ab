CREATE TABLE items (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO items VALUES (1, 'pen');
CREATE INDEX items_name ON items (name);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'items_name'::regclass;
