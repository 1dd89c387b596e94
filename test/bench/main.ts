import '../../server/lib/temporal.ts'
import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { buildSite } from '../support/site/build.ts'
import { mail } from './measures/mail.ts'
import { page } from './measures/page.ts'
import { posting } from './measures/posting.ts'
import { push } from './measures/push.ts'
import { sight } from './measures/sight.ts'
import { start } from './measures/start.ts'
import { visible } from './measures/visible.ts'
import { type Chapter, met, table } from './report.ts'

const MEASURES: Record<string, (quick: boolean) => Promise<Chapter>> = {
  visible,
  page,
  sight,
  start,
  posting,
  push,
  mail,
}
const NAMES = Object.keys(MEASURES)

const HELP = `npm run bench -- [--quick] [--only NAME]... [--json FILE]

Measures the real server on this machine, each figure beside a reference of the same run.
  --quick       a tenth of the size, for trying out
  --only NAME   one of ${NAMES.join(', ')}; may be repeated
  --json FILE   the figures for machines
Exits with 1 where something that is wanted was not reached.
`

// What was started and made goes with us, also when we are interrupted.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help || values.only?.some((name) => !NAMES.includes(name))) {
  process.stdout.write(HELP)
  process.exitCode = values.help ? 0 : 64
} else {
  await run(values.only ?? NAMES, values.quick, values.json)
}

async function run(names: readonly string[], quick: boolean, file: string | undefined): Promise<void> {
  await buildSite()
  const chapters: Chapter[] = []
  for (const name of names) {
    const measure = MEASURES[name]
    if (!measure) continue
    const chapter = await measure(quick)
    chapters.push(chapter)
    process.stdout.write(table(chapter))
  }
  const machine = { node: process.version, cores: availableParallelism(), processor: cpus()[0]?.model ?? '' }
  const judged = chapters.map((chapter) => ({
    ...chapter,
    rows: chapter.rows.map((row) => ({ ...row, met: met(row) })),
  }))
  const document = { at: new Date().toISOString(), quick, machine, chapters: judged }
  if (file) await writeFile(file, `${JSON.stringify(document, null, 2)}\n`)
  if (judged.some((chapter) => chapter.rows.some((row) => row.met === false))) process.exitCode = 1
}
