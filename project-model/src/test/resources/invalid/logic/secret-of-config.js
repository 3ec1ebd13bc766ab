/**
 * access: public
 * secrets: [STRIPE_KEY, DATABASE_URL, "a b"]
 */
export default () => 1;
