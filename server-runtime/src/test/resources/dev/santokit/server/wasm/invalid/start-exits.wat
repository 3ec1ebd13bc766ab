;; WASM_START_FAILS the module does not start: it exits with code 7
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (start $begin)
  (func $begin (call $exit (i32.const 7)))
  (memory (export "memory") 1)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
