---
access: public
---
SELECT count(*
FROM users
WHERE id IN (1, 2)
