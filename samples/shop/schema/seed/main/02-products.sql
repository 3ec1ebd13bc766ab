INSERT INTO products (id, name, price, stock) VALUES
  ('aaaaaaa1-0000-4000-8000-000000000000', 'Teapot', 34.50, 12),
  ('aaaaaaa2-0000-4000-8000-000000000000', 'Cup', 9.90, 80),
  ('aaaaaaa3-0000-4000-8000-000000000000', 'Kettle', 59.00, 3),
  ('aaaaaaa4-0000-4000-8000-000000000000', 'Tea, Assam, 250 g', 12.40, 40);
