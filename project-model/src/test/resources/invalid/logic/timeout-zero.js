/** timeout: 0s
 *  access: public */
export default () => 1;
