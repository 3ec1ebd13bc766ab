/**
 * access: public
 * params:
 *   product-id: {type: int}
 */
export default () => 1;
