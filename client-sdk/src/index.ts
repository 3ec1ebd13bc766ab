// `export *`, never by name: a declaration file that adds to `LogicNamespace` reaches it through stars alone.
export * from './batch.js';
export * from './client.js';
export type * from './crud.js';
export * from './error.js';
export * from './logic.js';
export * from './options.js';
// Empty, until `stk sync` writes it where codegen.output is node_modules.
export type * from './santokit-env.js';
