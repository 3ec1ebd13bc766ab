---
access: public
---
SELCT 1;
SELECT 2
