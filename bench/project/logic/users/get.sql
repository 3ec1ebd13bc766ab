---
access: authenticated
readOnly: true
params:
  id: {type: int, required: true}
---
SELECT id, name, email, active, created_at FROM users WHERE id = :id
