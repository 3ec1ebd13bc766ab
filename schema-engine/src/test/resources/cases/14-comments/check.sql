SELECT obj_description('public'::regnamespace) = 'all of it'

SELECT obj_description('t'::regclass) = 'a table''s', col_description('t'::regclass, 1) = 'a column''s ${x} with ' || chr(92) || ' and ''); DROP TABLE t; --'

SELECT obj_description('t_d'::regclass) = 'an index''s,' || chr(10) || 'in two lines' || chr(10)

SELECT obj_description(oid, 'pg_constraint') = 'a key''s' FROM pg_constraint WHERE conname = 't_pkey'
