/* ---
access: authenticated
description: Adds a note of the caller.
params:
  text: {type: string, required: true, max: 1000}
--- */
-- :user_id comes from the caller's token, never from the request.
INSERT INTO notes (user_id, text)
VALUES (:user_id, :text)
RETURNING id, text, created_at
