-- access: public
SELECT 'café'
