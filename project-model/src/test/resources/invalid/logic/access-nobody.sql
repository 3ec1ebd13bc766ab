/* --- access: [] --- */
SELECT 1
