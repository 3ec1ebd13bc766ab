---
access: public
---
SELECT :größe
