import pino, { type DestinationStream, type Logger } from 'pino'

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/**
 * The product's log: JSON lines on standard error. Callers log ids and codes, never names, addresses, e-mails or
 * bodies; what the database says of the values in an error is dropped here.
 */
export function makeLog(level: LogLevel, destination: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, serializers: { err: showError } }, destination)
}

/** Details of database errors quote rows: "Key (email)=(…) already exists". */
function showError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error object' }
  const fields = error as Error & { code?: unknown; table?: unknown; constraint?: unknown }
  const { name, message, stack, code, table, constraint } = fields
  return { name, message, stack, code, table, constraint }
}
