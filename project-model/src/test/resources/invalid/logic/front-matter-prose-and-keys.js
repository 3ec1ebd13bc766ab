/**
 * The best of products.
 * access: admin
 */
export default () => 1;
