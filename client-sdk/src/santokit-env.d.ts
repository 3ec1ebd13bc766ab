// Written by stk sync where codegen.output is node_modules. This one comes with the package and knows no functions.
export {};
