INSERT INTO lines VALUES (10, 1, 'x', '')

INSERT INTO parcels VALUES (10, 1, 'x')

-- fails 23505
INSERT INTO lines VALUES (10, 2, 'x', '')

-- fails 23503
INSERT INTO parcels VALUES (1, 10, 'x')
