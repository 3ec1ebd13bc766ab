CREATE TYPE "My App"."Kind of; line" AS ENUM ('it''s', '--');
ALTER TABLE "My App"."Order ""Lines""" ADD COLUMN "select" "My App"."Kind of; line" DEFAULT 'it''s' NOT NULL;
ALTER TABLE "My App"."Order ""Lines""" ADD COLUMN "more" "My App"."Kind of; line"[];
ALTER TABLE "My App"."Order ""Lines""" ADD CONSTRAINT "Größe ist > 0" CHECK ("Größe in €" > 0) NOT VALID;
-- contract
-- stands alone
ALTER TABLE "My App"."Order ""Lines""" VALIDATE CONSTRAINT "Größe ist > 0";
