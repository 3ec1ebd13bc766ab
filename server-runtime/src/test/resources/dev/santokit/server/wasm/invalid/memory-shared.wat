;; WASM_NOT_SUPPORTED the module shares its memory with threads
(module
  (memory (export "memory") 1 1 shared)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
