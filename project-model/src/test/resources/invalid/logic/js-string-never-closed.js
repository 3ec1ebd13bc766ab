/** access: public */
export default () => 'abc;
