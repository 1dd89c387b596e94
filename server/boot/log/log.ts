import pino, { type DestinationStream, type Logger } from 'pino'
import { withoutSecrets } from '../../lib/without-secrets.ts'

/**
 * The log: JSON lines with the time in ISO 8601 and the level by its name, in which neither an error nor a provider's
 * reason (`why`) shows a secret or an address.
 */
export function createLog(level: string, destination: DestinationStream): Logger {
  const serializers = { err: errorWithoutSecrets, why: (value: unknown) => clean(value) }
  const formatters = { level: (label: string) => ({ level: label }) }
  return pino({ level, serializers, formatters, timestamp: pino.stdTimeFunctions.isoTime }, destination)
}

/** Errors of other threads come as plain objects. */
function errorWithoutSecrets(error: unknown): unknown {
  return clean(error instanceof Error ? pino.stdSerializers.err(error) : error)
}

/** No error that we know is nested deeper; what is deeper may be anything. */
const DEEPEST = 3

/** Long texts line by line: what is at fault in a stack stands in many. */
function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.split('\n', 30).map(withoutSecrets).join('\n')
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEEPEST) return undefined
  if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clean(each, depth + 1)]))
}
