---
access: public
cache: 60s
rateLimit: 100/m
schedule: "*/5 * * * *"
---
SELECT 1
