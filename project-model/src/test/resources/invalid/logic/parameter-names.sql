---
access: public
params:
  9: {type: int}
---
SELECT 1
