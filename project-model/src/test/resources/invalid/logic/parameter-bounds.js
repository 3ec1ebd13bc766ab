/**
 * access: public
 * params:
 *   a: {type: int, min: 1.5}
 *   b: {type: bool, max: 1}
 *   c: {type: string, min: -1}
 *   d: {type: int, min: 10, max: 1}
 *   e: {type: int, max: many}
 *   f: {type: int, max: 9007199254740993}
 */
export default () => 1;
