SELECT status = 'open' FROM a

SELECT status = 'new', status < 'newer', "all" = '{new}' FROM app.b

-- fails 23514
INSERT INTO a VALUES (2, 'closed')
