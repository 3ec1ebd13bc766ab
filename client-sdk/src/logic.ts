/**
 * The functions of your project: `client.logic.users.get({id})` calls `users/get`. It is empty until `stk sync` has
 * written `santokit-env.d.ts` and `tsconfig.json` includes that file; then it has every function with the types of its
 * parameters and its result.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declaration files add to it
export interface LogicNamespace {}
