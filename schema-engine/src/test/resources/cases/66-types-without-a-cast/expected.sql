-- contract
ALTER TABLE "public"."t" ALTER COLUMN "on" TYPE date USING "on"::date;
