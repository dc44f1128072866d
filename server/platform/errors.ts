import type { ErrorCode } from "#shared/errors.ts";

/** An error that a person can meet: a stable code, an HTTP status, and a sentence for the log and the API. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>> | undefined;

  constructor(code: ErrorCode, status: number, detail: string, fields?: Readonly<Record<string, string>>) {
    super(detail);
    this.name = "AppError";
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** @throws AppError 404 */
export function notFound(code: ErrorCode, detail: string): never {
  throw new AppError(code, 404, detail);
}

/** Lets through what a policy allows. @throws AppError 403 with `code` */
export function allow(allowed: boolean, code: ErrorCode, detail: string): void {
  if (!allowed) throw new AppError(code, 403, detail);
}
