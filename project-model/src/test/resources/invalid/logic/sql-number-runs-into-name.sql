---
access: public
---
SELECT 10days
