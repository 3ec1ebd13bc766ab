/* ---
access: [editor]
cache: {ttl: 0s, scope: usr, key: id}
readOnly: false
rateLimit: {limit: 0, per: 1m, by: ip}
--- */
export default async function () {}
