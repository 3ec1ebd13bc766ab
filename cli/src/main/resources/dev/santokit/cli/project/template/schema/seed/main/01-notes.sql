INSERT INTO notes (text) VALUES ('This note comes from schema/seed/main/01-notes.sql.');
