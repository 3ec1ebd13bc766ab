/* ---
access: public
description: Greets, and says how many notes there are.
params:
  name: {type: string, default: world, max: 100}
--- */
export default async function (params, context) {
  const [{ count }] = await context.db.queryDefault('SELECT count(*) FROM notes');
  return { message: `Hello, ${params.name}!`, notes: count };
}
