/* ---
access: admin
readOnly: true
description: The products that earned most, and what a piece of each costs today.
params:
  limit: {type: int, default: 3, min: 1, max: 20}
--- */
export default async function (params, context) {
  const best = await context.db.queryDefault(
    `SELECT p.id, p.name, sum(o.quantity) AS pieces, sum(o.quantity * o.unit_price) AS revenue
     FROM orders o
     JOIN products p ON p.id = o.product_id
     GROUP BY p.id, p.name
     ORDER BY revenue DESC, p.name
     LIMIT $1`,
    [params.limit],
  );

  const report = [];
  for (const { id, name, pieces, revenue } of best) {
    const [today] = await context.invoke('orders/_price', { product_id: id });
    report.push({ name, pieces, revenue, priceToday: today.unit_price });
  }
  return report;
}
