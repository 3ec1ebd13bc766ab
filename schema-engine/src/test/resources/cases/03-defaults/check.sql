INSERT INTO things DEFAULT VALUES

SELECT name = 'it''s "new" ' || chr(92) || ' ${and} %{odd}' || chr(9) || 'é' FROM things

SELECT count = -7, price::text = '12345678901234567890.10', huge = 1e30, active, born = '2001-02-03', nothing IS NULL FROM things

SELECT tags = '{}', settings = '{"a": 1, "b": "{fn x}"}', zoned = '2001-02-03 04:05:06Z', cased = 1 FROM things
