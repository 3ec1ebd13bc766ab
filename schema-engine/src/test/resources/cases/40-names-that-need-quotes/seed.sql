INSERT INTO "My App"."Order ""Lines""" VALUES (1);
