-- fails 23505
INSERT INTO logs (at, line) VALUES ('2026-01-01', 1)

-- fails 23502
INSERT INTO logs (line) VALUES (9)
