SELECT to_regtype('state') IS NULL

SELECT count(*) = 1 FROM tickets
