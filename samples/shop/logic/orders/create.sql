/* ---
access: authenticated
description: Orders a product for the caller at today's price; an empty list when there is not enough of it.
params:
  product_id: {type: uuid, required: true}
  quantity: {type: int, default: 1, min: 1, max: 100}
--- */
-- A call is one transaction: the stock shrinks and the order exists, or neither.
WITH taken AS (
  UPDATE products
  SET stock = stock - :quantity
  WHERE id = :product_id AND stock >= :quantity
  RETURNING id, price
)
INSERT INTO orders (user_id, product_id, quantity, unit_price)
SELECT :user_id, id, :quantity, price
FROM taken
RETURNING id, product_id, quantity, unit_price, quantity * unit_price AS total, created_at
