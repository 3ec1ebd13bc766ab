package dev.santokit.server.wasm;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WASI preview 1 as far as a call needs it: standard streams, clocks, random numbers, the end.
 * There are no arguments, no environment, no files and no sockets; whatever has to do with those
 * answers that it is not allowed. It is our own since it is small this way, and since it must never
 * allocate as much as a module says.
 */
final class Wasi {

  static final String NAMESPACE = "wasi_snapshot_preview1";

  private static final long SUCCESS = 0;
  private static final long BAD_DESCRIPTOR = 8;
  private static final long INVALID = 28;
  private static final long NOT_SUPPORTED = 58;
  private static final long IS_A_STREAM = 70;
  private static final long NOT_ALLOWED = 76;

  private static final int REALTIME = 0;
  private static final int MONOTONIC = 1;
  private static final int LAST_CLOCK = 3;

  private static final byte CHARACTER_DEVICE = 2;
  private static final long RIGHT_TO_READ = 1L << 1;
  private static final long RIGHT_TO_WRITE = 1L << 6;
  private static final int DESCRIPTION_BYTES = 24;

  /** Pointer and length. */
  private static final int VECTOR_BYTES = 8;

  private static final int CHUNK = 8 << 10;

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final Map<String, HostCall> OFFERED = new HashMap<>();

  /** With descriptors that nothing can have opened. */
  private static final Set<String> OF_FILES =
      Set.of(
          "fd_advise",
          "fd_allocate",
          "fd_datasync",
          "fd_fdstat_set_flags",
          "fd_fdstat_set_rights",
          "fd_filestat_get",
          "fd_filestat_set_size",
          "fd_filestat_set_times",
          "fd_pread",
          "fd_prestat_dir_name",
          "fd_prestat_get",
          "fd_pwrite",
          "fd_readdir",
          "fd_renumber",
          "fd_sync",
          "fd_tell");

  private static final Set<String> DENIED =
      Set.of(
          "path_create_directory",
          "path_filestat_get",
          "path_filestat_set_times",
          "path_link",
          "path_open",
          "path_readlink",
          "path_remove_directory",
          "path_rename",
          "path_symlink",
          "path_unlink_file",
          "poll_oneoff",
          "proc_raise",
          "sock_accept",
          "sock_recv",
          "sock_send",
          "sock_shutdown");

  static {
    var i32 = ValType.I32;
    var i64 = ValType.I64;
    offer("args_get", Wasi::nothing, i32, i32);
    offer("args_sizes_get", Wasi::none, i32, i32);
    offer("environ_get", Wasi::nothing, i32, i32);
    offer("environ_sizes_get", Wasi::none, i32, i32);
    offer("clock_res_get", Wasi::resolution, i32, i32);
    offer("clock_time_get", Wasi::time, i32, i64, i32);
    offer("fd_close", Wasi::close, i32);
    offer("fd_fdstat_get", Wasi::describe, i32, i32);
    offer("fd_read", Wasi::read, i32, i32, i32, i32);
    offer("fd_seek", Wasi::seek, i32, i64, i32, i32);
    offer("fd_write", Wasi::write, i32, i32, i32, i32);
    offer("random_get", Wasi::random, i32, i32);
    offer("sched_yield", Wasi::nothing);
    OFFERED.put(
        "proc_exit",
        new HostCall(
            NAMESPACE,
            "proc_exit",
            FunctionType.of(List.of(i32), List.of()),
            (call, instance, arguments) -> {
              throw new Stop.Exit((int) arguments[0]);
            }));
  }

  private Wasi() {}

  private static void offer(String name, Answer answer, ValType... parameters) {
    OFFERED.put(
        name,
        new HostCall(
            NAMESPACE,
            name,
            FunctionType.of(List.of(parameters), List.of(ValType.I32)),
            (call, instance, arguments) ->
                new long[] {answer.of(call, instance.memory(), arguments)}));
  }

  /** A function that answers with an error number. */
  private interface Answer {
    long of(WasmCall call, Memory memory, long[] arguments);
  }

  /**
   * The function of a name.
   *
   * @param declared as the module has it; what is not allowed has the type that the module says
   * @return null when WASI has none, or not with an error number as its result
   */
  static @Nullable HostCall find(String name, FunctionType declared) {
    HostCall offered = OFFERED.get(name);
    if (offered != null) {
      return offered;
    }
    if (!declared.returns().equals(List.of(ValType.I32))) {
      return null;
    }
    if (OF_FILES.contains(name)) {
      return answering(name, declared, BAD_DESCRIPTOR);
    }
    return DENIED.contains(name) ? answering(name, declared, NOT_ALLOWED) : null;
  }

  private static HostCall answering(String name, FunctionType type, long error) {
    return new HostCall(NAMESPACE, name, type, (call, instance, arguments) -> new long[] {error});
  }

  private static long nothing(WasmCall call, Memory memory, long[] arguments) {
    return SUCCESS;
  }

  /** No strings, of no length. */
  private static long none(WasmCall call, Memory memory, long[] arguments) {
    memory.writeI32((int) arguments[0], 0);
    memory.writeI32((int) arguments[1], 0);
    return SUCCESS;
  }

  private static long resolution(WasmCall call, Memory memory, long[] arguments) {
    return clock((int) arguments[0], memory, (int) arguments[1], 1_000, 1);
  }

  private static long time(WasmCall call, Memory memory, long[] arguments) {
    Instant now = Instant.now();
    long realtime = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return clock((int) arguments[0], memory, (int) arguments[2], realtime, System.nanoTime());
  }

  private static long clock(int id, Memory memory, int to, long realtime, long monotonic) {
    if (id < REALTIME || id > LAST_CLOCK) {
      return INVALID;
    }
    if (id > MONOTONIC) {
      return NOT_SUPPORTED;
    }
    memory.writeLong(to, id == REALTIME ? realtime : monotonic);
    return SUCCESS;
  }

  private static long close(WasmCall call, Memory memory, long[] arguments) {
    return isStream(arguments) ? SUCCESS : BAD_DESCRIPTOR;
  }

  private static long seek(WasmCall call, Memory memory, long[] arguments) {
    return isStream(arguments) ? IS_A_STREAM : BAD_DESCRIPTOR;
  }

  private static long describe(WasmCall call, Memory memory, long[] arguments) {
    if (!isStream(arguments)) {
      return BAD_DESCRIPTOR;
    }
    int to = (int) arguments[1];
    memory.write(to, new byte[DESCRIPTION_BYTES]);
    memory.writeByte(to, CHARACTER_DEVICE);
    memory.writeLong(to + 8, arguments[0] == 0 ? RIGHT_TO_READ : RIGHT_TO_WRITE);
    return SUCCESS;
  }

  private static boolean isStream(long[] arguments) {
    int descriptor = (int) arguments[0];
    return descriptor >= 0 && descriptor <= 2;
  }

  private static long read(WasmCall call, Memory memory, long[] arguments) {
    if ((int) arguments[0] != 0) {
      return BAD_DESCRIPTOR;
    }
    int total = 0;
    int vector = (int) arguments[1];
    for (int i = 0; Integer.compareUnsigned(i, (int) arguments[2]) < 0; i++) {
      int read = call.streams().read(memory, memory.readInt(vector), memory.readInt(vector + 4));
      if (read == 0) {
        break;
      }
      total += read;
      vector += VECTOR_BYTES;
    }
    memory.writeI32((int) arguments[3], total);
    return SUCCESS;
  }

  private static long write(WasmCall call, Memory memory, long[] arguments) {
    int descriptor = (int) arguments[0];
    if (descriptor != 1 && descriptor != 2) {
      return BAD_DESCRIPTOR;
    }
    int total = 0;
    int vector = (int) arguments[1];
    for (int i = 0; Integer.compareUnsigned(i, (int) arguments[2]) < 0; i++) {
      int from = memory.readInt(vector);
      int length = memory.readInt(vector + 4);
      for (int done = 0; done < length; done += CHUNK) {
        call.streams()
            .write(descriptor, memory.readBytes(from + done, Math.min(CHUNK, length - done)));
      }
      total += length;
      vector += VECTOR_BYTES;
    }
    memory.writeI32((int) arguments[3], total);
    return SUCCESS;
  }

  private static long random(WasmCall call, Memory memory, long[] arguments) {
    int to = (int) arguments[0];
    int length = (int) arguments[1];
    var chunk = new byte[Math.clamp(length, 0, CHUNK)];
    for (int done = 0; done < length; done += chunk.length) {
      call.check();
      RANDOM.nextBytes(chunk);
      memory.write(to + done, chunk, 0, Math.min(chunk.length, length - done));
    }
    return length < 0 ? INVALID : SUCCESS;
  }
}
