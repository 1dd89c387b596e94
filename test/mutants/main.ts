import { parseArgs } from 'node:util'
import { ROOMS, type Room } from './rooms.ts'
import { openWorkshop } from './workshop.ts'

/** `npm run mutants`: puts each fault into a copy of the tree and asks the tests. Fails where too few are noticed. */
const ENOUGH = 0.9

/** One room, one file of it, only the tests of the room. */
const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, file: { type: 'string' }, near: { type: 'boolean' } },
})
const chosen = Object.entries(ROOMS).filter(([name]) => !values.only || values.only.includes(name))
const workshop = await openWorkshop()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void workshop.close().finally(() => process.exit(130)))
}
const say = (line: string) => process.stdout.write(`${line}\n`)

const sound = new Set<string>()

try {
  const lines: string[] = []
  for (const [name, room] of chosen) {
    const { caught, total } = await goThrough(name, room)
    const enough = caught >= ENOUGH * total
    if (!enough) process.exitCode = 1
    lines.push(`${name.padEnd(10)} ${caught} of ${total} caught, ${Math.floor((100 * caught) / total)} %`)
  }
  say(`\n${lines.join('\n')}`)
} finally {
  await workshop.close()
}

async function goThrough(name: string, room: Room): Promise<{ caught: number; total: number }> {
  const files = Object.entries(room.faults).filter(([file]) => file.includes(values.file ?? ''))
  let [caught, total] = [0, 0]
  for (const [file, faults] of files) {
    for (const fault of faults) {
      const began = performance.now()
      const by = await workshop.withFault(file, fault, () => noticedBy(file, room))
      if (by) await reliable(by)
      const seconds = Math.round((performance.now() - began) / 1000)
      say(`${by ? 'caught  ' : 'SURVIVED'} ${name} · ${file} · ${fault[2]} · ${by ?? 'nobody'} (${seconds} s)`)
      caught += by ? 1 : 0
      total += 1
    }
  }
  return { caught, total }
}

/** Asks the tests nearest to a file first: its own, those of its room, then all that know it. */
async function noticedBy(file: string, { tests }: Room): Promise<string | null> {
  const own = file.replace(/^server/, 'test').replace(/\.ts$/, '.')
  const near = [own, ...tests]
  const asked: string[] = []
  for (const some of values.near ? near : [...near, 'related']) {
    const failing = await workshop.failing({ changed: file, tests: some, except: asked })
    if (failing) return failing
    asked.push(some)
  }
  return null
}

/** A test that fails without any fault has noticed nothing. */
async function reliable(by: string): Promise<void> {
  const [test = ''] = by.split(' ')
  if (!test.startsWith('test/') || sound.has(test)) return
  const broken = await workshop.failing({ changed: '', tests: test, except: [] })
  if (broken) throw new Error(`This fails without any fault in the code: ${broken}`)
  sound.add(test)
}
