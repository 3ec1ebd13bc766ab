INSERT INTO folders VALUES (1, NULL), (2, 1), (3, 2)

DELETE FROM folders WHERE id = 1

SELECT count(*) = 0 FROM folders
