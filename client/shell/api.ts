import type { Problem } from "#shared/errors.ts";
import { errorTexts } from "../i18n/errors.ts";
import { takeEarly } from "./early.ts";

/** What the server said when it did not do what was asked. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export const api = {
  get: <T>(path: string) => send<T>("GET", path),
  post: <T>(path: string, body: unknown = {}) => send<T>("POST", path, body),
  put: <T>(path: string, body: unknown) => send<T>("PUT", path, body),
  patch: <T>(path: string, body: unknown) => send<T>("PATCH", path, body),
  delete: <T = void>(path: string) => send<T>("DELETE", path),
};

/** @throws ApiError, or TypeError when there is no connection */
async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const early = method === "GET" ? takeEarly(path) : undefined;
  const response = await (early ??
    fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    }));
  if (response.status === 204) return undefined as T;
  if (!response.ok) throw await errorOf(response);
  return (await response.json().catch(() => null)) as T;
}

/** What an answer says that is none of what was asked for. */
export async function errorOf(response: Response): Promise<ApiError> {
  const answer: unknown = await response.json().catch(() => null);
  return new ApiError(isProblem(answer) ? answer : unknownProblem(response.status));
}

/** A sentence for people, in the language of the interface. */
export function describeError(error: unknown): string {
  return error instanceof ApiError
    ? (errorTexts()[error.problem.code] ?? error.message)
    : errorTexts().network;
}

/** What is wrong with which field, by the path of the input. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  return error instanceof ApiError ? (error.problem.fields ?? {}) : {};
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value;
}

function unknownProblem(status: number): Problem {
  return { type: "about:blank", title: "Error", status, detail: "", code: "server/failed" };
}
