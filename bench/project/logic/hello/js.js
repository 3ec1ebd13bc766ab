/*
---
access: authenticated
params:
  name: {type: string, required: true}
---
*/
export default function (params) {
  return { greeting: `Hello, ${params.name}!` };
}
