---
target: nowhere
labels: x
---
SELECT :x
