/**
 * access: public
 * params:
 *   a: {type: integer}
 *   b: {required: true}
 *   c: {type: array<array<int>>}
 *   d: uuid
 *   e: {type: int, minimum: 1}
 */
export default () => 1;
