SELECT count(*) = 2 FROM emails

SELECT n = 1 FROM measured

SELECT one() = 1, nextval('numbers') = 1, to_regclass('theirs.users') IS NOT NULL, to_regclass('pg_stat_statements') IS NOT NULL
