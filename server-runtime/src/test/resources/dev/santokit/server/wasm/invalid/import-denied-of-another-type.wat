;; WASM_IMPORT_UNKNOWN the module imports wasi_snapshot_preview1.path_open, which servers do not offer
(module
  (import "wasi_snapshot_preview1" "path_open" (func (param i32) (result i64)))
  (memory (export "memory") 1)
  (func (export "_start"))
)
