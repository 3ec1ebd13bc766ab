;; WASM_EXPORT_MISSING the module does not export a function _start()
(module
  (memory (export "memory") 1)
  (func (export "_start") (param i32))
)
