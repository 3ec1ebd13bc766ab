INSERT INTO t (id, name, size, at, price) VALUES (1, 'abc', '7', '2026-01-01 10:00', 1.2345), (2, 'de', '12', '2026-01-02 11:00', 9);
