import { readFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import type { z } from 'zod'
import { asCaller } from '../boot/data-dir/owner.ts'
import { codeOf } from '../lib/error-code.ts'
import { firstOf, inWords } from '../lib/input/zod-messages.ts'
import { CommandFailure } from './exit.ts'

/** Parses input with a schema of the API; the command fails with everything that is wrong. */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = inWords(parsed.error.issues).map(({ path, detail }) => `/${path.join('/')}: ${detail}`)
  throw new CommandFailure(firstOf(faults).join('\n'))
}

/** A text given as an option or in a file, "-" for standard input; undefined if neither is given. */
export function textOf(words: string | undefined, path: string | undefined): string | undefined {
  if (words !== undefined || path === undefined) return words
  try {
    return asCaller(() => readFileSync(path === '-' ? 0 : path, 'utf8'))
  } catch (error) {
    throw new CommandFailure(`${path} cannot be read (${codeOf(error)}).`)
  }
}

/** The two sides of "key=value"; `example` is shown if it is malformed. */
export function pair(word: string, example: string): [string, string] {
  const [key, value, ...more] = word.split('=')
  if (!key || !value || more.length > 0) throw new InvalidArgumentError(`Write it like ${example}.`)
  return [key, value]
}

/** Collects the values of a repeatable option. */
export function collect(word: string, previous: string[] = []): string[] {
  return [...previous, word]
}
