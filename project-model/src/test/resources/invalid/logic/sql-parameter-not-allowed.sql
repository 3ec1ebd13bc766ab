---
access: public
params: {message: {type: string, required: true}}
---
NOTIFY orders, :message
