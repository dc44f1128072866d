import { type Logger, pino } from "pino";

/**
 * Structured lines on standard output. They carry what happened and to which guideline, never content, names,
 * addresses, user agents or tokens.
 */
export type Log = Logger;

export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
