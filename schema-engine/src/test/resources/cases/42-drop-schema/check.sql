SELECT to_regnamespace('old') IS NULL, to_regnamespace('theirs') IS NOT NULL
