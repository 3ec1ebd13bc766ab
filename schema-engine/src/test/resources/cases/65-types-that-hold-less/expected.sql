-- contract
ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE integer;
ALTER TABLE "public"."t" ALTER COLUMN "name" TYPE character varying(5);
ALTER TABLE "public"."t" ALTER COLUMN "size" DROP DEFAULT, ALTER COLUMN "size" TYPE integer USING "size"::integer, ALTER COLUMN "size" SET DEFAULT 0;
ALTER TABLE "public"."t" ALTER COLUMN "at" TYPE date;
ALTER TABLE "public"."t" ALTER COLUMN "price" TYPE numeric(6,1);
