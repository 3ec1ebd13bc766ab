INSERT INTO counted DEFAULT VALUES RETURNING small = 1, normal = 1, big = 1

SELECT pg_get_serial_sequence('counted', 'big') = 'public.counted_big_seq'
