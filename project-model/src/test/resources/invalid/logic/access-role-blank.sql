---
access: [" ", 2]
---
SELECT 1
