/**
 * access: public
 * params:
 *   a: {type: int, default: "20"}
 *   b: {type: int, default: 200, max: 100}
 *   c: {type: uuid, default: none}
 *   d: {type: date, default: 2023-02-29}
 *   e: {type: int, default: 9007199254740993}
 *   f: {type: number, default: 0.12345678901234567890}
 *   g: {type: number, default: 1e999}
 *   h: {type: array<int>, default: [1, x]}
 *   i: {type: int, default: 1, required: true}
 *   j: {type: string, default: 1}
 */
export default () => 1;
