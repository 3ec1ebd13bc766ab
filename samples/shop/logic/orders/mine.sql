/* ---
access: authenticated
readOnly: true
description: The caller's orders, the newest first.
--- */
-- :user_id comes from the caller's token, never from the request.
SELECT o.id, p.name AS product, o.quantity, o.unit_price, o.quantity * o.unit_price AS total, o.created_at
FROM orders o
JOIN products p ON p.id = o.product_id
WHERE o.user_id = :user_id
ORDER BY o.created_at DESC
