---
access: public
secrets: [STRIPE_KEY]
---
SELECT 1
