SELECT to_regclass('a') IS NULL, to_regclass('b') IS NULL

SELECT count(*) = 1 FROM c
