INSERT INTO orders (size) VALUES ('M') RETURNING status = 'open'

SELECT array_agg(v)::text[] = ARRAY['open', 'it''s', 'closed' || chr(92)] FROM unnest(enum_range(NULL::status)) v

SELECT 'S'::app.size < 'L'::app.size

-- fails 22P02
INSERT INTO orders (size) VALUES ('unused')
