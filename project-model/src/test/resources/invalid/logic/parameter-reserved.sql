---
access: public
params:
  user_id: {type: uuid}
  request_id: {type: string}
---
SELECT :user_id, :request_id
