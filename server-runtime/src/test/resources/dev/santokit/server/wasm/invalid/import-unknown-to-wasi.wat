;; WASM_IMPORT_UNKNOWN the module imports wasi_snapshot_preview1.fd_launch, which servers do not offer
(module
  (import "wasi_snapshot_preview1" "fd_launch" (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start"))
)
