SELECT sum(size) = 19, min(at) = '2026-01-01', min(price) = 1.2 FROM t

INSERT INTO t (id, name, at, price) VALUES (3, 'f', '2026-02-02', 1) RETURNING size = 0
