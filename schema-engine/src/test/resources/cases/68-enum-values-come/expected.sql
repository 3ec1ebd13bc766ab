-- stands alone
ALTER TYPE "public"."state" ADD VALUE 'new' BEFORE 'open';
-- stands alone
ALTER TYPE "public"."state" ADD VALUE 'seen' AFTER 'new';
-- stands alone
ALTER TYPE "public"."state" ADD VALUE 'held' AFTER 'open';
-- stands alone
ALTER TYPE "public"."state" ADD VALUE 'gone' AFTER 'done';
ALTER TABLE "public"."tickets" ALTER COLUMN "state" SET DEFAULT 'new';
