---
access: [public, admin]
---
SELECT 1
