---
access: public
params:
  from: &date {type: date}
  to: *date
---
SELECT :from, :to
