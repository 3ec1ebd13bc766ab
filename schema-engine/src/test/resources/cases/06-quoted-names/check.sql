INSERT INTO "my schema"."Order; DROP TABLE x" ("a b", "say ""hi""", "select", "größe") VALUES (1, 'x', 2, 3)

INSERT INTO refers VALUES (1, 2)

-- fails 23503
INSERT INTO refers VALUES (2, 1)
