---
access: public
---
SELECT set_config('role', 'owner', false), pg_catalog."pg_advisory_lock"(1),
  U&"set\005fconfig"('a', 'b', true)
