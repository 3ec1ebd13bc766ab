SELECT count(*) = 10 FROM pg_indexes WHERE tablename = 'docs'

SELECT pg_get_indexdef('docs_order'::regclass) = 'CREATE INDEX docs_order ON public.docs USING btree (title DESC, id NULLS FIRST, deleted DESC NULLS LAST)'

SELECT pg_get_indexdef('docs_body'::regclass) = 'CREATE INDEX docs_body ON public.docs USING gin (body jsonb_path_ops)'

INSERT INTO docs VALUES (1, 'A', '{}', '(1,2)')

-- fails 23505
INSERT INTO docs VALUES (1, 'b', '{}', '(1,2)')
