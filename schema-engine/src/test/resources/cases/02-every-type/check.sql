SELECT count(*) = 85 FROM information_schema.columns WHERE table_name = 'types' AND is_nullable = 'NO'

SELECT format_type(atttypid, atttypmod) = 'interval day to second(3)' FROM pg_attribute WHERE attname = 's02'

SELECT format_type(atttypid, atttypmod) = 'timestamp(3) with time zone' FROM pg_attribute WHERE attname = 's03'
