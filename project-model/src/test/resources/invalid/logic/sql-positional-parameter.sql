---
access: public
---
SELECT * FROM users WHERE id = $1
