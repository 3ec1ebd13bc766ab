---
access: public
schedule: "*/5 * * * *"
---
SELECT 1
