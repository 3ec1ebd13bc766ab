SELECT indnatts = 2 FROM pg_index WHERE indexrelid = 'items_search'::regclass

SELECT count(*) = 2 FROM pg_index WHERE indrelid = 'items'::regclass
