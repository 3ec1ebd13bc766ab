;; A handler that does what the first letter of its parameter "do" says.
(module
  (import "santokit" "db_query" (func $db_query (param i32 i32) (result i64)))
  (import "santokit" "invoke" (func $invoke (param i32 i32) (result i64)))
  (import "santokit" "log" (func $log (param i32 i32 i32)))
  (memory (export "memory") 2)
  (table $table 1 funcref)
  (global $next (mut i32) (i32.const 65536))
  (global $calls (mut i32) (i32.const 0))

  (data (i32.const 0) "hello, this is no JSON")
  (data (i32.const 64) "\"\ff\"")
  (data (i32.const 96) "{\"error\": {\"status\": 404, \"code\": \"NO_SUCH_THING\", \"message\": \"not here\", \"details\": {\"a\": 1}}}")
  (data (i32.const 256) "{\"error\": \"a word\"}")
  (data (i32.const 320) "{\"error\": {\"status\": 404}, \"and\": 1}")
  (data (i32.const 384) "{\"sql\": \"SELECT n, $1 AS given FROM wasm_rows ORDER BY n\", \"params\": [7]}")
  (data (i32.const 512) "{\"sql\": \"INSERT INTO wasm_rows VALUES (1)\"}")
  (data (i32.const 576) "{\"path\": \"w/_private\", \"params\": {\"do\": \"e\"}}")
  (data (i32.const 640) "{\"path\": \"w/handler\", \"params\": {\"do\": \"I\"}}")
  (data (i32.const 704) "hello from \e2\80\9cwasm\e2\80\9d")
  (data (i32.const 768) "{\"path\": \"w/js\"}")
  (data (i32.const 800) "{\"sql\": \"SELECT pg_sleep(20)\"}")
  (data (i32.const 928) "{\"sql\": \"SELECT 1\", \"alias\": \"none\"}")
  (data (i32.const 992) "{\"path\": \"w/handler\", \"params\": {\"do\": \"g\"}}")
  (data $once "x")

  (func $alloc (export "alloc") (param $length i32) (result i32)
    (local $pointer i32)
    (local.set $pointer (global.get $next))
    (global.set $next (i32.add (global.get $next) (local.get $length)))
    (block $enough
      (loop $more
        (br_if $enough
          (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
        (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
        unreachable))
    (local.get $pointer))

  (func $packed (param $pointer i32) (param $length i32) (result i64)
    (i64.or
      (i64.shl (i64.extend_i32_u (local.get $pointer)) (i64.const 32))
      (i64.extend_i32_u (local.get $length))))

  ;; A number in decimal digits, at most seven of them.
  (func $digits (param $number i32) (result i64)
    (local $at i32)
    (local.set $at (i32.const 2048))
    (loop $more
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
      (local.set $number (i32.div_u (local.get $number) (i32.const 10)))
      (br_if $more (local.get $number)))
    (call $packed (local.get $at) (i32.sub (i32.const 2048) (local.get $at))))

  (func $deep (param $n i32) (result i32)
    (i32.add (call $deep (i32.add (local.get $n) (i32.const 1))) (i32.const 1)))

  ;; Adds up what an earlier call could have left: in memory, in a global, in the table.
  (func $left (result i64)
    (i32.store (i32.const 4096) (i32.add (i32.load (i32.const 4096)) (i32.const 1)))
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (drop (table.grow $table (ref.null func) (i32.const 1)))
    (memory.init $once (i32.const 4100) (i32.const 0) (i32.const 1))
    (data.drop $once)
    (call $digits
      (i32.add
        (i32.mul (i32.load (i32.const 4096)) (i32.const 100))
        (i32.add (i32.mul (global.get $calls) (i32.const 10)) (table.size $table)))))

  (func (export "handle") (param $pointer i32) (param $length i32) (result i64)
    (local $letter i32)
    ;; {"params":{"do":"x
    (local.set $letter (i32.load8_u offset=17 (local.get $pointer)))
    (if (i32.eq (local.get $letter) (i32.const 101)) ;; e: echo
      (then (return (call $packed (local.get $pointer) (local.get $length)))))
    (if (i32.eq (local.get $letter) (i32.const 108)) ;; l: loop
      (then (loop $ever (br $ever))))
    (if (i32.eq (local.get $letter) (i32.const 114)) ;; r: recursion
      (then (return (i64.extend_i32_u (call $deep (i32.const 0))))))
    (if (i32.eq (local.get $letter) (i32.const 117)) ;; u: unreachable
      (then unreachable))
    (if (i32.eq (local.get $letter) (i32.const 100)) ;; d: divides by zero
      (then (return (call $digits (i32.div_u (local.get $length) (i32.const 0))))))
    (if (i32.eq (local.get $letter) (i32.const 99)) ;; c: calls an empty entry of the table
      (then (call_indirect $table (i32.const 0))))
    (if (i32.eq (local.get $letter) (i32.const 103)) ;; g: memory, until there is no more
      (then
        (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
        (return (call $digits (memory.size)))))
    (if (i32.eq (local.get $letter) (i32.const 71)) ;; G: lets another one have what is left
      (then
        (drop (memory.grow (i32.const 100)))
        (return (call $invoke (i32.const 992) (i32.const 44)))))
    (if (i32.eq (local.get $letter) (i32.const 116)) ;; t: table entries, until there are no more
      (then
        (loop $more
          (br_if $more
            (i32.ne (table.grow $table (ref.null func) (i32.const 1000)) (i32.const -1))))
        (return (call $digits (table.size $table)))))
    (if (i32.eq (local.get $letter) (i32.const 111)) ;; o: out of bounds
      (then (return (call $packed (i32.const 0x7fffffff) (i32.const 10)))))
    (if (i32.eq (local.get $letter) (i32.const 79)) ;; O: out of bounds by the length
      (then (return (call $packed (i32.const 131000) (i32.const 1000)))))
    (if (i32.eq (local.get $letter) (i32.const 110)) ;; n: more than an answer may have
      (then (return (i64.const -1))))
    (if (i32.eq (local.get $letter) (i32.const 98)) ;; b: 2 MiB
      (then
        (return (call $packed (call $alloc (i32.const 2097152)) (i32.const 2097152)))))
    (if (i32.eq (local.get $letter) (i32.const 106)) ;; j: no JSON
      (then (return (call $packed (i32.const 0) (i32.const 22)))))
    (if (i32.eq (local.get $letter) (i32.const 56)) ;; 8: no UTF-8
      (then (return (call $packed (i32.const 64) (i32.const 3)))))
    (if (i32.eq (local.get $letter) (i32.const 109)) ;; m: nothing
      (then (return (i64.const 0))))
    (if (i32.eq (local.get $letter) (i32.const 120)) ;; x: an error that is meant
      (then (return (call $packed (i32.const 96) (i32.const 95)))))
    (if (i32.eq (local.get $letter) (i32.const 121)) ;; y: looks like one
      (then (return (call $packed (i32.const 256) (i32.const 19)))))
    (if (i32.eq (local.get $letter) (i32.const 122)) ;; z: and so does this
      (then (return (call $packed (i32.const 320) (i32.const 36)))))
    (if (i32.eq (local.get $letter) (i32.const 115)) ;; s: what is left of earlier calls
      (then (return (call $left))))
    (if (i32.eq (local.get $letter) (i32.const 113)) ;; q: rows
      (then (return (call $db_query (i32.const 384) (i32.const 73)))))
    (if (i32.eq (local.get $letter) (i32.const 81)) ;; Q: writes twice, the second fails
      (then
        (drop (call $db_query (i32.const 512) (i32.const 43)))
        (return (call $db_query (i32.const 512) (i32.const 43)))))
    (if (i32.eq (local.get $letter) (i32.const 107)) ;; k: a statement that takes too long
      (then (return (call $db_query (i32.const 800) (i32.const 30)))))
    (if (i32.eq (local.get $letter) (i32.const 97)) ;; a: a database that is not there
      (then (return (call $db_query (i32.const 928) (i32.const 36)))))
    (if (i32.eq (local.get $letter) (i32.const 105)) ;; i: invokes a private function
      (then (return (call $invoke (i32.const 576) (i32.const 45)))))
    (if (i32.eq (local.get $letter) (i32.const 73)) ;; I: invokes itself
      (then (return (call $invoke (i32.const 640) (i32.const 44)))))
    (if (i32.eq (local.get $letter) (i32.const 74)) ;; J: invokes JavaScript
      (then (return (call $invoke (i32.const 768) (i32.const 16)))))
    (if (i32.eq (local.get $letter) (i32.const 76)) ;; L: loops when what it invokes has ended
      (then
        (drop (call $invoke (i32.const 576) (i32.const 45)))
        (loop $ever (br $ever))))
    (if (i32.eq (local.get $letter) (i32.const 119)) ;; w: logs
      (then
        (call $log (i32.const 1) (i32.const 704) (i32.const 21))
        (return (i64.const 0))))
    (if (i32.eq (local.get $letter) (i32.const 87)) ;; W: logs at a level that is none
      (then (call $log (i32.const 9) (i32.const 704) (i32.const 21))))
    (if (i32.eq (local.get $letter) (i32.const 112)) ;; p: asks for what is no JSON
      (then (return (call $db_query (i32.const 0) (i32.const 22)))))
    (if (i32.eq (local.get $letter) (i32.const 80)) ;; P: asks from out of bounds
      (then (return (call $db_query (i32.const 0x7ffffff0) (i32.const 22)))))
    unreachable)
)
