---
access: public
access: admin
---
SELECT 1
