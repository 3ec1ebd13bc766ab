;; WASM_TOO_LARGE the module begins with 10000 pages of memory
(module
  (memory (export "memory") 10000)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
