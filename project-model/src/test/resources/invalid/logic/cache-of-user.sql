---
access: public
cache: 90s
---
SELECT name FROM users
WHERE id = :user_id
