ALTER TABLE "public"."users" ALTER COLUMN "a" SET DEFAULT 2;
ALTER TABLE "public"."users" ALTER COLUMN "c" SET DEFAULT (upper('y'));
-- contract
ALTER TABLE "public"."users" ALTER COLUMN "b" DROP DEFAULT;
