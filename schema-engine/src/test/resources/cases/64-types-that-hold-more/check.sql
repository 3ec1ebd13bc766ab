SELECT count(*) = 2, min(rate) = 2.25, min(price) = 1.5 FROM t

INSERT INTO t (id, title, rate, at, tags) VALUES (5000000000, 'C', 0.1234, now(), '{longer}') RETURNING code = 'x', price = 1.5
