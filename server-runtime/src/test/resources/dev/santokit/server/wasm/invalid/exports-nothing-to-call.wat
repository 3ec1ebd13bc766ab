;; WASM_EXPORT_MISSING the module exports neither handle nor _start
(module
  (memory (export "memory") 1)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
)
