INSERT INTO t (id) VALUES (1);
INSERT INTO t (id, state, kind) VALUES (2, 'done', 'b');
