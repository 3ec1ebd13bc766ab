CREATE TABLE "public"."counted" (
  "small" smallserial NOT NULL,
  "normal" serial NOT NULL,
  "big" bigserial NOT NULL
);
