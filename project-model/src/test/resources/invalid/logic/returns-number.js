/**
 * access: public
 * returns: 1
 * tags: shop
 * description: [x]
 */
export default () => 1;
