---
access: authenticated
cache: {ttl: 10m, scope: user}
params:
  id: {type: int, required: true}
---
SELECT id, name, email, active, created_at FROM users WHERE id = :id
