;; WASM_EXPORT_MISSING the module does not export a function alloc(i32) -> i32
(module
  (import "santokit" "db_query" (func (param i32 i32) (result i64)))
  (memory (export "memory") 1)
  (func (export "_start"))
)
