INSERT INTO t (many, one) VALUES (NULL, 1), (NULL, 2), (1, NULL)

-- fails 23505
INSERT INTO t (many, one) VALUES (2, NULL)
