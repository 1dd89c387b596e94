import type { Stats } from 'node:fs'
import { inheritedEnvironment } from '../../config/index.ts'

/** A line of JSON as it is written. */
export type Dress = (line: string) => string

/** The priorities of syslog, by the level of a line. */
const PRIORITIES: Record<string, number> = { fatal: 2, error: 3, warn: 4, info: 6, debug: 7, trace: 7 }

/** Who reads this? A terminal gets lines for people, the journal its priorities, everything else plain JSON. */
export async function dressFor(isTerminal: boolean, file: Pick<Stats, 'dev' | 'ino'>): Promise<Dress> {
  const { JOURNAL_STREAM, TERM } = inheritedEnvironment()
  if (isTerminal) return forPeople(TERM !== 'dumb')
  return isJournal(JOURNAL_STREAM, file) ? withPriority : (line) => line
}

/** systemd names the socket to its journal, since a program's output may have been sent elsewhere after that. */
export function isJournal(stream: string | undefined, { dev, ino }: Pick<Stats, 'dev' | 'ino'>): boolean {
  return stream === `${dev}:${ino}`
}

/** The journal takes the prefix off and files the line by it: `journalctl -p warning` finds what is to be looked at. */
export function withPriority(line: string): string {
  const [, level = ''] = /^\{"level":"(\w+)"/.exec(line) ?? []
  return `<${PRIORITIES[level] ?? 6}>${line}`
}

/** Loaded for people alone: a service starts without it. */
export async function forPeople(mayColour: boolean): Promise<Dress> {
  const { default: pretty } = await import('pino-pretty')
  const translateTime = 'SYS:HH:MM:ss'
  return pretty.prettyFactory({
    ...{ translateTime, ignore: 'pid,hostname', singleLine: true },
    colorize: mayColour && pretty.isColorSupported,
  })
}
