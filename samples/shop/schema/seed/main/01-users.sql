INSERT INTO users (id, email, name) VALUES
  ('11111111-1111-4111-8111-111111111111', 'ada@example.com', 'Ada'),
  ('22222222-2222-4222-8222-222222222222', 'grace@example.com', 'Grace');
