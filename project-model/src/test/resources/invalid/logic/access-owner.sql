---
access: [owner, admin]
---
SELECT 1
