SELECT obj_description('app'::regnamespace) = 'what users see'

INSERT INTO app.users VALUES (1)

INSERT INTO audit.users (user_id) VALUES (1) RETURNING changed_at <= now()

-- fails 23503
INSERT INTO public.notes VALUES (2)

SELECT to_regclass('audit.users_by_user') IS NOT NULL AND to_regclass('app.plans') IS NOT NULL
