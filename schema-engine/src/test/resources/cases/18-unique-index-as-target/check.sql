-- fails 23503
INSERT INTO uses VALUES ('x')
