---
access: public
params:
  limit: {type: int}
---
SELECT :limt,
  'a :b', E'\':c', $$ :d $$, "e:f", g::text, -- :h
  :limit, :user_id, :limt, :other
