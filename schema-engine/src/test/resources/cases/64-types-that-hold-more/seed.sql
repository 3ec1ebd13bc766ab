INSERT INTO t (id, code, title, rate, at, tags) VALUES (1, 'a', 'A', 2.25, '2026-01-01 10:00:00.123', '{p,q}'), (2, 'b', 'B', 3, '2026-01-02', '{}');
