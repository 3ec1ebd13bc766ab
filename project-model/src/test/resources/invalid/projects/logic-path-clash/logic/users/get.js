/** access: public */ export default () => 1;
