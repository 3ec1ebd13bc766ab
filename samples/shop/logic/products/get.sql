/* ---
access: public
readOnly: true
description: One product, or an empty list.
params:
  id: {type: uuid, required: true}
--- */
SELECT id, name, price, stock
FROM products
WHERE id = :id
