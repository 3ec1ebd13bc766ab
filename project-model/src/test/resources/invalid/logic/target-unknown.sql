---
access: public
target: logs
---
SELECT 1
