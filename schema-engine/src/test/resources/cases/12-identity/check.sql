INSERT INTO things DEFAULT VALUES RETURNING id = 1, number = -1000, one = 1

INSERT INTO things DEFAULT VALUES RETURNING id = 2, number = -1010, one = 2

INSERT INTO things (number) VALUES (5) RETURNING number = 5

-- fails 428C9
INSERT INTO things (id) VALUES (5)
