;; WASM_TOO_LARGE a table of the module has more than 100000 entries
(module
  (table 100001 funcref)
  (memory (export "memory") 1)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
