/**
 * acess: admin
 */
export default () => 1;
