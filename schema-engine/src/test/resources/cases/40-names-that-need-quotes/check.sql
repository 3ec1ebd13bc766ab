SELECT "select" = 'it''s' FROM "My App"."Order ""Lines"""

-- fails 23514
INSERT INTO "My App"."Order ""Lines""" VALUES (0)
