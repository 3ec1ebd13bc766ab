---
access: authenticated
cache: 60s
---
SELECT 1
