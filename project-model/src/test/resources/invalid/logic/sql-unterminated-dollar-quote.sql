---
access: public
---
SELECT $body$ never $tag$ closed
