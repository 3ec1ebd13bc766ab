---
access: public
params:
  limit: {type: int}
  offset: {type: int}
---
SELECT :limit
