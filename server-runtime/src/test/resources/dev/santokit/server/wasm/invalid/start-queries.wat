;; WASM_START_FAILS the module does not start: functions of santokit cannot be called while the module starts
(module
  (import "santokit" "db_query" (func $query (param i32 i32) (result i64)))
  (start $begin)
  (func $begin (drop (call $query (i32.const 0) (i32.const 0))))
  (memory (export "memory") 1)
  (func (export "alloc") (param i32) (result i32) i32.const 0)
  (func (export "handle") (param i32 i32) (result i64) i64.const 0)
)
