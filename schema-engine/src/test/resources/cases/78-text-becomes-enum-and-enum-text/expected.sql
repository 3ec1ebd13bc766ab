CREATE TYPE "public"."state" AS ENUM ('open', 'done');
-- contract
ALTER TABLE "public"."t" ALTER COLUMN "state" DROP DEFAULT, ALTER COLUMN "state" TYPE public.state USING "state"::text::public.state, ALTER COLUMN "state" SET DEFAULT 'open';
ALTER TABLE "public"."t" ALTER COLUMN "kind" DROP DEFAULT, ALTER COLUMN "kind" TYPE text, ALTER COLUMN "kind" SET DEFAULT 'a';
DROP TYPE "public"."kind";
