SELECT to_regclass('orders') IS NULL, to_regclass('orders_id_seq') IS NULL

SELECT count(*) = 2 FROM users
