-- What of which plan was carried out. The newest row says where a run that was killed goes on.
CREATE TABLE santokit.schema_journal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_hash text NOT NULL,
  goal text NOT NULL,
  plan jsonb NOT NULL,
  expanded integer NOT NULL DEFAULT 0,
  contracted integer NOT NULL DEFAULT 0,
  live text NOT NULL,
  alone text,
  migrating boolean NOT NULL,
  began_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz
);
COMMENT ON COLUMN santokit.schema_journal.goal IS 'digest of the schema that is wanted';
COMMENT ON COLUMN santokit.schema_journal.plan IS 'its statements as they were approved';
COMMENT ON COLUMN santokit.schema_journal.expanded IS 'how many statements of expand are done';
COMMENT ON COLUMN santokit.schema_journal.contracted IS 'how many statements of contract are done';
COMMENT ON COLUMN santokit.schema_journal.live IS 'digest of the live schema after what is done';
COMMENT ON COLUMN santokit.schema_journal.migrating IS 'whether migrations written by hand come first';
COMMENT ON COLUMN santokit.schema_journal.alone IS
  'the index that a statement outside of a transaction builds or drops, and the digest without it';
