---
acess: admin
---
SELECT 1
