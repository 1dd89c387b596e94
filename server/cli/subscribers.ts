import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { type Info, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { importSubscribers } from '../actions/subscription/import-subscribers.ts'
import { importRow, scopeText } from '../actions/subscription/input.ts'
import { inWords } from '../lib/zod-messages.ts'
import { CommandFailure } from './exit.ts'
import { must, withSession } from './session.ts'

/** A line of the file; empty cells count as missing. */
const line = z
  .record(z.string(), z.string())
  .transform((cells) => Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== '')))
  .pipe(
    z.strictObject({
      email: z.string(),
      scope: z.string().default('all').pipe(scopeText),
      kinds: z
        .string()
        .transform((text) => text.split(/[;\s]+/))
        .optional(),
      locale: z.string().optional(),
      timeZone: z.string().optional(),
      provenance: z.string('is missing: say where and when they gave their consent'),
    }),
  )
  .pipe(importRow)

export function subscribersCommand(): Command {
  const subscribers = new Command('subscribers').description('People who follow the page by e-mail.')
  subscribers
    .command('import')
    .argument(
      '<file.csv>',
      'columns: email, scope (all, platform:ID, incident:ID), kinds (incident;maintenance), locale, timeZone, provenance',
    )
    .description('Import subscriptions that were confirmed elsewhere. Whoever unsubscribed here stays unsubscribed.')
    .action((path: string) =>
      withSession(async (session) => {
        const { imported, unchanged, suppressed } = must(await importSubscribers(session.act(), read(path)))
        process.stdout.write(
          `${imported} imported, ${unchanged} already known, ${suppressed} skipped (switched off here).\n`,
        )
      }),
    )
  return subscribers
}

function read(path: string): z.output<typeof importRow>[] {
  const rows = records(path)
  const problems: string[] = []
  const parsed = rows.flatMap(({ record, info }) => {
    const result = line.safeParse(record)
    if (result.success) return [result.data]
    problems.push(
      ...inWords(result.error.issues).map(({ path, detail }) => `line ${info.lines}: ${path.join('.')}: ${detail}`),
    )
    return []
  })
  if (rows.length === 0) problems.push(`${path} has no lines below its header.`)
  if (problems.length > 0) throw new CommandFailure(`Nothing was imported.\n${problems.slice(0, 50).join('\n')}`)
  return parsed
}

function records(path: string): { record: Record<string, string>; info: Info }[] {
  try {
    return parse(readFileSync(path), { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true })
  } catch (error) {
    throw new CommandFailure(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}
