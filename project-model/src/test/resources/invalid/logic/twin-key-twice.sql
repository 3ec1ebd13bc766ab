/* --- access: public --- */
SELECT 1
