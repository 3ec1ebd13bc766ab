---
access: public
---
SELECT count(*; SELECT 2)
