;; WASM_IMPORT_UNKNOWN the module imports santokit.log as
(module
  (import "santokit" "log" (func (param i32 i32)))
  (memory (export "memory") 1)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
