// A function in WebAssembly, in AssemblyScript: `npm ci && npm run build` makes logic/hello/greet.wasm of it.

const QUOTE: i32 = 0x22;
const BACKSLASH: i32 = 0x5c;

// The server writes the parameters first, and only those that greet.yaml declares.
const BEFORE = '{"params":{"name":"';

/** Gives the server memory for the request. Every call has an instance of its own, so nothing is ever freed. */
export function alloc(length: i32): i32 {
  return <i32>heap.alloc(length);
}

/** Takes the request, JSON in UTF-8; the answer's pointer stands in the high 32 bits and its length in the low ones. */
export function handle(pointer: i32, length: i32): i64 {
  const request = String.UTF8.decodeUnsafe(pointer, length);
  const name = request.substring(BEFORE.length, endOfString(request, BEFORE.length));
  return packed('{"greeting":"Hello, ' + name + '!"}');
}

/** Where a string of JSON ends that begins before `at`. It stays as it is written, so that it can be written again. */
function endOfString(json: string, at: i32): i32 {
  while (json.charCodeAt(at) != QUOTE) {
    at += json.charCodeAt(at) == BACKSLASH ? 2 : 1;
  }
  return at;
}

function packed(json: string): i64 {
  const bytes = String.UTF8.encode(json);
  return ((<i64>changetype<usize>(bytes)) << 32) | bytes.byteLength;
}
