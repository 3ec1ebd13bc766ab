;; WASM_IMPORT_UNKNOWN the module imports env.print, which servers do not offer
(module
  (import "env" "print" (func (param i32)))
  (memory (export "memory") 1)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
