/** access: public */
/** target: main */
export default () => 1;
