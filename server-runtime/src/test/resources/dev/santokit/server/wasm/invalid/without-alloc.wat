;; WASM_EXPORT_MISSING the module does not export a function alloc(i32) -> i32
(module
  (memory (export "memory") 1)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
