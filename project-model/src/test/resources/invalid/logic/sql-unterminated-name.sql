---
access: public
---
SELECT "nàme FROM users
