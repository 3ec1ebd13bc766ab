;; A WASI command that does what the first letter of its parameter "do" says.
(module
  (import "wasi_snapshot_preview1" "fd_read"
    (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $fd_prestat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get"
    (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get"
    (func $clock_time_get (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff"
    (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
  (memory (export "memory") 1)

  (data (i32.const 1024) "{\"printed\": true}\n")
  (data (i32.const 1056) "first line\nsecond")
  (data (i32.const 1088) "/etc/passwd")
  (data (i32.const 1120) "true")
  (data (i32.const 1128) "false")

  ;; Writes to a descriptor.
  (func $write (param $to i32) (param $pointer i32) (param $length i32)
    (i32.store (i32.const 16) (local.get $pointer))
    (i32.store (i32.const 20) (local.get $length))
    (drop (call $fd_write (local.get $to) (i32.const 16) (i32.const 1) (i32.const 24))))

  ;; Prints a number in decimal digits.
  (func $print (param $number i32)
    (local $at i32)
    (local.set $at (i32.const 2048))
    (loop $more
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
      (local.set $number (i32.div_u (local.get $number) (i32.const 10)))
      (br_if $more (local.get $number)))
    (call $write (i32.const 1) (local.get $at) (i32.sub (i32.const 2048) (local.get $at))))

  (func $truth (param $it i32)
    (if (local.get $it)
      (then (call $write (i32.const 1) (i32.const 1120) (i32.const 4)))
      (else (call $write (i32.const 1) (i32.const 1128) (i32.const 5)))))

  (func (export "_start")
    (local $letter i32)
    (local $read i32)
    ;; All of standard input, by pieces of at most 7 and 100 bytes, to 4096.
    (local.set $read (i32.const 4096))
    (loop $more
      (i32.store (i32.const 0) (local.get $read))
      (i32.store (i32.const 4) (i32.const 7))
      (i32.store (i32.const 8) (i32.add (local.get $read) (i32.const 7)))
      (i32.store (i32.const 12) (i32.const 100))
      (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 2) (i32.const 24)))
      (local.set $read (i32.add (local.get $read) (i32.load (i32.const 24))))
      (br_if $more (i32.load (i32.const 24))))
    (local.set $letter (i32.load8_u (i32.const 4113)))
    (if (i32.eq (local.get $letter) (i32.const 101)) ;; e: echo
      (then
        (call $write (i32.const 1) (i32.const 4096) (i32.sub (local.get $read) (i32.const 4096)))))
    (if (i32.eq (local.get $letter) (i32.const 120)) ;; x: says why and exits
      (then
        (call $write (i32.const 1) (i32.const 1024) (i32.const 18))
        (call $write (i32.const 2) (i32.const 1056) (i32.const 17))
        (call $proc_exit (i32.const 3))))
    (if (i32.eq (local.get $letter) (i32.const 122)) ;; z: prints and exits without an error
      (then
        (call $write (i32.const 1) (i32.const 1024) (i32.const 18))
        (call $proc_exit (i32.const 0))
        unreachable))
    (if (i32.eq (local.get $letter) (i32.const 112)) ;; p: opens a file
      (then
        (call $print
          (call $path_open (i32.const 3) (i32.const 0) (i32.const 1088) (i32.const 11)
            (i32.const 0) (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 32)))))
    (if (i32.eq (local.get $letter) (i32.const 113)) ;; q: looks for a folder
      (then (call $print (call $fd_prestat_get (i32.const 3) (i32.const 32)))))
    (if (i32.eq (local.get $letter) (i32.const 118)) ;; v: environment and arguments
      (then
        (i32.store (i32.const 32) (i32.const 9))
        (i32.store (i32.const 36) (i32.const 9))
        (i32.store (i32.const 40) (i32.const 9))
        (i32.store (i32.const 44) (i32.const 9))
        (drop (call $environ_sizes_get (i32.const 32) (i32.const 36)))
        (drop (call $args_sizes_get (i32.const 40) (i32.const 44)))
        (call $print
          (i32.add
            (i32.add (i32.load (i32.const 32)) (i32.load (i32.const 36)))
            (i32.add (i32.load (i32.const 40)) (i32.load (i32.const 44)))))))
    (if (i32.eq (local.get $letter) (i32.const 99)) ;; c: the year is after 2020
      (then
        (drop (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 32)))
        (call $truth
          (i64.gt_u (i64.load (i32.const 32)) (i64.const 1577836800000000000)))))
    (if (i32.eq (local.get $letter) (i32.const 114)) ;; r: random bytes are not all zero
      (then
        (drop (call $random_get (i32.const 32) (i32.const 16)))
        (call $truth
          (i64.ne (i64.or (i64.load (i32.const 32)) (i64.load (i32.const 40))) (i64.const 0)))))
    (if (i32.eq (local.get $letter) (i32.const 82)) ;; R: more random bytes than there is memory
      (then (drop (call $random_get (i32.const 32) (i32.const 0x7fffffff)))))
    (if (i32.eq (local.get $letter) (i32.const 115)) ;; s: sleeps
      (then
        (call $print
          (call $poll_oneoff (i32.const 32) (i32.const 96) (i32.const 1) (i32.const 24)))))
    (if (i32.eq (local.get $letter) (i32.const 87)) ;; W: writes more than there is memory
      (then (call $write (i32.const 1) (i32.const 0) (i32.const 0x7fffffff))))
    (if (i32.eq (local.get $letter) (i32.const 111)) ;; o: prints without end
      (then (loop $ever (call $write (i32.const 1) (i32.const 0) (i32.const 65536)) (br $ever))))
    (if (i32.eq (local.get $letter) (i32.const 108)) ;; l: reads without end
      (then
        (loop $ever
          (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 2) (i32.const 24)))
          (br $ever))))
    (if (i32.eq (local.get $letter) (i32.const 102)) ;; f: what standard output is
      (then
        (drop (call $fd_fdstat_get (i32.const 1) (i32.const 32)))
        (call $print (i32.load8_u (i32.const 32)))))
    (if (i32.eq (local.get $letter) (i32.const 117)) ;; u: unreachable
      (then unreachable)))
)
