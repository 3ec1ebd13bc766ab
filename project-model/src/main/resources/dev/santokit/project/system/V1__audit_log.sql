-- Who read or wrote what must leave a trace. The role of the server may insert here and nothing else.
CREATE TABLE santokit.audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text,
  action text NOT NULL,
  table_name text NOT NULL,
  column_name text,
  row_id text,
  ip_address text,
  user_agent text,
  request_id text,
  _created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN santokit.audit_log.column_name IS 'names with commas between';
COMMENT ON COLUMN santokit.audit_log.row_id IS 'the primary key as JSON';
