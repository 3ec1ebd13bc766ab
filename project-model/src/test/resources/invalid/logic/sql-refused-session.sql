---
access: public
---
SET search_path = app;
SET LOCAL transaction_read_only = off;
LISTEN orders;
CREATE TEMP TABLE t (a int);
SET LOCAL statement_timeout = '1s'
