/**
 * access: public
 * timeout: 10
 */
export default () => 1;
