/**
 * access: public
 * timeout: 11s
 */
export default () => 1;
