import type { IncomingMessage } from 'node:http';

/** An error's body is short; what is longer, or of unknown length, is an answer. */
const longestError = 16 * 1024;

/** What a service says is wrong although it answers with 200. */
export interface FalseSuccess {
  readonly status: number;
  readonly message: string;
}

/** Whether an answer may be an error that is called a success: short JSON, whole. */
export function mayBeFalse({ statusCode = 0, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? 0);
  const isJson = /^application\/(?:[\w.]+\+)?json\b/i.test(headers['content-type'] ?? '');
  return (
    statusCode >= 200 && statusCode < 300 && isJson && !headers['content-encoding'] && length <= longestError
  );
}

/** The error that a body is about, as the vendors' APIs write one; null where it is something else. */
export function falseSuccessIn(body: string): FalseSuccess | null {
  const error = errorOf(body);
  if (error === null) return null;
  const { code, status, message } =
    typeof error === 'string' ? { code: null, status: null, message: error } : error;
  const named = [code, status].map(Number).find((number) => number >= 400 && number < 600);
  return {
    status: named ?? 400,
    message: typeof message === 'string' ? message : JSON.stringify(error).slice(0, 300),
  };
}

interface SaidError {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly message?: unknown;
}

function errorOf(body: string): string | SaidError | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('error' in value)) return null;
  const { error } = value;
  // An answer of a model may have the property, empty.
  if (typeof error === 'string') return error === '' ? null : error;
  return typeof error === 'object' && error !== null && Object.keys(error).length > 0 ? error : null;
}
