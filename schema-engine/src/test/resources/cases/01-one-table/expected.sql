CREATE TABLE "public"."empty" ();
CREATE TABLE "public"."users" (
  "id" bigint NOT NULL,
  "email" character varying(120) NOT NULL,
  "nick" text,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
