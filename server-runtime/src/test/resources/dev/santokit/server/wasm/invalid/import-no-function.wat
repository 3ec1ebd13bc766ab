;; WASM_IMPORT_UNKNOWN the module imports env.memory, which is no function
(module
  (import "env" "memory" (memory 1))
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "_start"))
)
