INSERT INTO logs (day, line) VALUES ('2026-01-02', 1) RETURNING true

SELECT conname = 'logs_pkey' FROM pg_constraint WHERE conrelid = 'logs'::regclass AND contype = 'p'
