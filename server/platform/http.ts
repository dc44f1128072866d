/** What every route has in common: headers, limits, problem documents, and the built client. */
import { join } from "node:path";
import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import helmet from "helmet";
import { pinoHttp } from "pino-http";
import { z } from "zod";
import type { ErrorCode, Problem } from "#shared/errors.ts";
import type { Config } from "./config.ts";
import { AppError, notFound } from "./errors.ts";
import type { Log } from "./log.ts";
import { isOwnOrigin } from "./origin.ts";

const JSON_LIMIT = "256kb";
/** Routes whose right is in the address itself, not in a cookie: mail programs call them from where they are. */
const FROM_ANYWHERE = /^\/unsubscribe\//;
const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** An app that knows headers and limits and no route yet. End it with `answerErrors`. */
export function createHttp(config: Config, log: Log): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustProxy);
  app.set("query parser", "simple");
  app.use(requestLog(log));
  app.use(securityHeaders(config));
  app.use(compression());
  app.use(refuseForeignOrigin(config));
  app.use(
    "/api",
    (_request, response, next) => {
      response.set("Cache-Control", "no-store");
      next();
    },
    express.json({ limit: JSON_LIMIT }),
  );
  return app;
}

/** Parses what comes from outside. @throws AppError request/invalid, with a sentence per field */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]),
  );
  throw new AppError("request/invalid", 400, "Some of the input cannot be used.", fields);
}

/** Parses a part of the path; what cannot be there is not there. @throws AppError 404 */
export function parsePath<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : notFound("request/not-found", "There is nothing at this address.");
}

/**
 * The client as Vite built it: hashed files for a year, the page itself always anew.
 * @param linksOf the `Link` header of the page at a path: what it is going to ask for
 */
export function serveClient(app: Express, dist: string, linksOf: (path: string) => string | null): void {
  app.use(
    "/assets",
    express.static(join(dist, "assets"), { immutable: true, maxAge: "1y", index: false, fallthrough: false }),
  );
  app.use(express.static(dist, { index: false, maxAge: "1h" }));
  app.get(/^\/(?!api\/|assets\/|collab\/|socket\.io\/)/, (request, response) => {
    const links = linksOf(request.path);
    if (links !== null) response.set("Link", links);
    response.set("Cache-Control", "no-cache").sendFile(join(dist, "index.html"));
  });
}

/** Unknown API routes, and everything that was thrown, as problem documents (RFC 9457). */
export function answerErrors(app: Express, log: Log): void {
  app.use((request) =>
    notFound("request/not-found", `There is nothing at ${request.method} ${request.path}.`),
  );
  app.use(problemHandler(log));
}

function problemHandler(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const known = toAppError(error);
    if (known === null) log.error({ err: error }, "request failed");
    sendProblem(response, known ?? new AppError("server/failed", 500, "Something went wrong on the server."));
  };
}

export function sendProblem(response: Response, error: AppError): void {
  const problem: Problem = {
    type: `urn:richtschnur:${error.code.replace("/", ":")}`,
    title: STATUS_TITLES[error.status] ?? "Error",
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.fields === undefined ? {} : { fields: error.fields }),
  };
  response.status(error.status).type("application/problem+json").send(JSON.stringify(problem));
}

const STATUS_TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  422: "Not possible",
  429: "Too many requests",
  500: "Server error",
  503: "Not available",
};

/** Errors of Express and its parsers carry a status of their own. */
function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const status = z.object({ status: z.number() }).safeParse(error).data?.status;
  const known: Readonly<Record<number, [ErrorCode, string]>> = {
    400: ["request/invalid", "The request cannot be read. Is it valid JSON?"],
    403: ["request/not-found", "There is nothing at this address."],
    404: ["request/not-found", "There is nothing at this address."],
    413: ["request/too-large", "The request is larger than this server takes."],
    415: ["request/invalid", "The request has an encoding that this server does not read."],
  };
  if (status === undefined || status < 400 || status >= 500) return null;
  const [code, detail] = known[status] ?? ["request/invalid", "The request cannot be answered."];
  return new AppError(code, status, detail);
}

function securityHeaders({ baseUrl }: Config): RequestHandler {
  const https = baseUrl.protocol === "https:";
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        // In a LAN without https it would lock everybody out.
        upgradeInsecureRequests: https ? [] : null,
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
    // Over plain http browsers ignore it with a warning on every page.
    crossOriginOpenerPolicy: https ? { policy: "same-origin" } : false,
    originAgentCluster: https,
  });
}

function refuseForeignOrigin(config: Config): RequestHandler {
  return (request, _response, next) => {
    const changes = !READING.has(request.method) && !FROM_ANYWHERE.test(request.path);
    if (changes && !isOwnOrigin(request, config))
      throw new AppError("request/foreign-origin", 403, "This request comes from a foreign page.");
    next();
  };
}

/** One line per API request: method, route without what stands in it, status, duration. */
function requestLog(log: Log): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: log,
    quietReqLogger: true,
    autoLogging: { ignore: (request) => !(request.url ?? "").startsWith("/api/") },
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customAttributeKeys: { responseTime: "ms" },
    customSuccessObject: (request, response) => ({
      method: request.method,
      route: routeOf(request),
      status: response.statusCode,
    }),
    customErrorObject: (request, response) => ({
      method: request.method,
      route: routeOf(request),
      status: response.statusCode,
    }),
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? "error" : "info"),
    customSuccessMessage: () => "answered",
    customErrorMessage: () => "failed",
  });
}

/** The pattern of the route, such as /api/invitations/:token: what stands in its place may be a secret. */
function routeOf(request: Request): string {
  const pattern: unknown = request.route?.path;
  return typeof pattern === "string" ? pattern : "other";
}
