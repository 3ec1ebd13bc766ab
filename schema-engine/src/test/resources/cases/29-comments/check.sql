SELECT obj_description('users'::regclass) = 'people''s', col_description('users'::regclass, 1) IS NULL,
  obj_description('users_email'::regclass) = 'looked up'
