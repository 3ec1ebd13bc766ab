/** access: public */

export function handler() {}
