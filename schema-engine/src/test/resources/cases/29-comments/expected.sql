COMMENT ON COLUMN "public"."users"."id" IS NULL;
COMMENT ON INDEX "public"."users_email" IS 'looked up';
COMMENT ON TABLE "public"."users" IS 'people''s';
