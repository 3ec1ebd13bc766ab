---
access: public
---
/* comments /* nest */
SELECT 1
