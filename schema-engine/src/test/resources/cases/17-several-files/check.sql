SELECT to_regclass('app.orders') IS NOT NULL AND to_regclass('app.users') IS NOT NULL
