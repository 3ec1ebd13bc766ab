// What `import` sees. One declaration of everything, whichever way the package is loaded, so that a declaration file
// that adds to `LogicNamespace` holds for both.
export * from './index.js';
