/** access: public */
export { a } from './a.js';
export default () => import("../../lib/money");
