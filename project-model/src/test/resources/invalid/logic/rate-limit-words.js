/* ---
access: public
rateLimit: 100 per minute
cache: 60
--- */
export default async function () {}
