SELECT indisvalid FROM pg_index WHERE indexrelid = 'items_name'::regclass
