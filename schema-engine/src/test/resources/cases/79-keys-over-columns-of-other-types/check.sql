SELECT doc @> '{"a": 1}' FROM b

-- fails 23514
INSERT INTO b SELECT 2, id, '[]' FROM a
