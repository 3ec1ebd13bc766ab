import { SantokitError } from './error.js';

/** What came back, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

interface ErrorBody {
  code: string;
  message: string;
  details?: unknown;
  requestId?: unknown;
}

/**
 * The result of a call.
 *
 * @throws SantokitError when the answer is an error, or none of a Santokit server
 */
export function resultOf(path: string, answer: Answer): unknown {
  const body = parse(answer.text);
  if (answer.status === 200 && body !== undefined) {
    return body.json;
  }
  const error = errorOf(body?.json);
  const requestId = answer.headers.get('X-Request-ID') ?? undefined;
  if (answer.status < 400 || error === undefined) {
    throw new SantokitError(`The answer (status ${String(answer.status)}) is none of a Santokit server`, {
      code: 'INVALID_RESPONSE',
      path,
      statusCode: answer.status,
      requestId,
    });
  }
  throw new SantokitError(error.message, {
    code: error.code,
    path,
    statusCode: answer.status,
    requestId: typeof error.requestId === 'string' ? error.requestId : requestId,
    details: error.details,
  });
}

/** The seconds of `Retry-After` in milliseconds; undefined without them. */
export function retryAfter(headers: Headers): number | undefined {
  const seconds = headers.get('Retry-After')?.trim() ?? '';
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

function parse(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined; // for the caller, who knows what it means
  }
}

function errorOf(body: unknown): ErrorBody | undefined {
  const error = field(body, 'error');
  return typeof field(error, 'code') === 'string' && typeof field(error, 'message') === 'string'
    ? (error as ErrorBody)
    : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
