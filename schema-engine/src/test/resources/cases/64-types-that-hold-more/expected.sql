ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
ALTER TABLE "public"."t" ALTER COLUMN "code" DROP DEFAULT, ALTER COLUMN "code" TYPE character varying(40), ALTER COLUMN "code" SET DEFAULT 'x';
ALTER TABLE "public"."t" ALTER COLUMN "title" TYPE text;
ALTER TABLE "public"."t" ALTER COLUMN "price" DROP DEFAULT, ALTER COLUMN "price" TYPE numeric(12,2), ALTER COLUMN "price" SET DEFAULT 1.5;
ALTER TABLE "public"."t" ALTER COLUMN "rate" TYPE numeric(10,4);
ALTER TABLE "public"."t" ALTER COLUMN "at" TYPE timestamp without time zone;
ALTER TABLE "public"."t" ALTER COLUMN "tags" TYPE character varying(9)[];
