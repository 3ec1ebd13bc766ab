ALTER TABLE "public"."users" ADD COLUMN "active" boolean DEFAULT true NOT NULL;
ALTER TABLE "public"."users" ADD COLUMN "tag" uuid DEFAULT (gen_random_uuid()) NOT NULL;
ALTER TABLE "public"."users" ADD COLUMN "note" character varying(20) DEFAULT 'none ''yet''' NOT NULL;
COMMENT ON COLUMN "public"."users"."note" IS 'what people say';
