ALTER TABLE "public"."users" ADD COLUMN "place" bigserial NOT NULL;
ALTER TABLE "public"."users" ADD COLUMN "number" bigint GENERATED ALWAYS AS IDENTITY (START WITH 100) NOT NULL;
