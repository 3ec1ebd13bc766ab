-- contract
ALTER TABLE "public"."b" DROP CONSTRAINT "b_a_too";
ALTER TABLE "public"."a" ALTER COLUMN "id" TYPE uuid USING "id"::uuid;
ALTER TABLE "public"."b" ALTER COLUMN "a_id" TYPE uuid USING "a_id"::uuid;
ALTER TABLE "public"."b" ALTER COLUMN "doc" TYPE jsonb USING "doc"::jsonb;
-- stands alone
CREATE INDEX CONCURRENTLY "b_doc" ON "public"."b" USING GIN ("doc");
ALTER TABLE "public"."b" ADD CONSTRAINT "is_object" CHECK (jsonb_typeof(doc) = 'object') NOT VALID;
ALTER TABLE "public"."b" ADD CONSTRAINT "b_a" FOREIGN KEY ("a_id") REFERENCES "public"."a" ("id") NOT VALID;
ALTER TABLE "public"."b" ADD CONSTRAINT "b_a_too" FOREIGN KEY ("a_id") REFERENCES "public"."a" ("id") NOT VALID;
-- stands alone
ALTER TABLE "public"."b" VALIDATE CONSTRAINT "is_object";
-- stands alone
ALTER TABLE "public"."b" VALIDATE CONSTRAINT "b_a";
-- stands alone
ALTER TABLE "public"."b" VALIDATE CONSTRAINT "b_a_too";
