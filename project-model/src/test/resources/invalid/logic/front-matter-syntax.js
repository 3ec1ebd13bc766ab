/**
 * access: public
 * params: {id: {type: int}
 */
export default () => 1;
