---
access: public
---
SELECT id, name
FROM users
WHERE name = 'O'Brien'
