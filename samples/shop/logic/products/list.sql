/* ---
access: public
readOnly: true
description: The products, by name.
params:
  limit: {type: int, default: 20, min: 1, max: 100}
--- */
SELECT id, name, price, stock
FROM products
ORDER BY name
LIMIT :limit
