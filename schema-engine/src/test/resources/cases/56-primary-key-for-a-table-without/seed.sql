INSERT INTO logs (at, line) VALUES ('2026-01-01', 1), ('2026-01-01', 2);
