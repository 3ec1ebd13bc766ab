CREATE SCHEMA app;
CREATE TABLE app.things (id int NOT NULL, body jsonb);
INSERT INTO app.things VALUES (1, '{"a": 1}');
