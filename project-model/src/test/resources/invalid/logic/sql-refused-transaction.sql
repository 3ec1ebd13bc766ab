---
access: public
---
BEGIN;
UPDATE accounts SET balance = balance - 1;
COMMIT
