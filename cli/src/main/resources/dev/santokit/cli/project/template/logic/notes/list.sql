/* ---
access: public
readOnly: true
description: The notes, the newest first.
params:
  limit: {type: int, default: 20, min: 1, max: 100}
--- */
SELECT id, text, created_at
FROM notes
ORDER BY created_at DESC
LIMIT :limit
