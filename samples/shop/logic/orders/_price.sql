/* ---
access: admin
readOnly: true
description: What some pieces of a product cost today. Private, as its name begins with _; other functions call it.
params:
  product_id: {type: uuid, required: true}
  quantity: {type: int, default: 1, min: 1}
--- */
SELECT price AS unit_price, price * :quantity AS total
FROM products
WHERE id = :product_id
