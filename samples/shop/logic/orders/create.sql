/* ---
access: authenticated
description: Orders a product for the caller at today's price; refused when there is not enough of it.
params:
  product_id: {type: uuid, required: true}
  quantity: {type: int, default: 1, min: 1, max: 100}
--- */
-- A call is one transaction: when the table's check refuses a negative stock, no order stays behind.
UPDATE products
SET stock = stock - :quantity
WHERE id = :product_id;

-- The price comes from the product and the user from the token: a client can choose neither.
INSERT INTO orders (user_id, product_id, quantity, unit_price)
SELECT :user_id, id, :quantity, price
FROM products
WHERE id = :product_id
RETURNING id, product_id, quantity, unit_price, quantity * unit_price AS total, created_at
