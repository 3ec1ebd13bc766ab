SELECT body @> '{"a": 1}' FROM app.things

SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.things_body'::regclass
