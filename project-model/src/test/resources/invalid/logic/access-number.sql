---
access: 1
---
SELECT 1
