-- contract
DROP TABLE "public"."orders";
