---
access: public
---
-- nothing yet
;
