import { parseArgs } from 'node:util'
import type { Fault } from './fault.ts'
import { ROOMS, type Room } from './rooms.ts'
import { openWorkshop } from './workshop.ts'

/** `npm run mutants`: puts each fault into a copy of the tree and asks the tests. Fails where too few are noticed. */
const ENOUGH = 0.9

/** One room, one file of it, only the tests of the room. */
const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, file: { type: 'string' }, near: { type: 'boolean' } },
})
const chosen = Object.entries(ROOMS).filter(([name]) => !values.only || values.only.includes(name))
/** With and without PostgreSQL the tests are run by processes of their own. */
let workshop = await openWorkshop('mutants')
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void workshop.close().finally(() => process.exit(130)))
}
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Test files that pass without any fault, and those that do not always. */
const [sound, unreliable] = [new Set<string>(), new Set<string>()]

try {
  const lines: string[] = []
  for (const [name, room] of chosen) {
    const { mode = 'mutants' } = room
    if (workshop.mode !== mode) {
      await workshop.close()
      workshop = await openWorkshop(mode)
    }
    const { caught, total } = await goThrough(name, room)
    const enough = caught >= ENOUGH * total
    if (!enough) process.exitCode = 1
    lines.push(`${name.padEnd(10)} ${caught} of ${total} caught, ${Math.floor((100 * caught) / total)} %`)
  }
  for (const test of unreliable) say(`not asked, since it failed without any fault too: ${test}`)
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
      const by = await caughtBy(file, fault, room)
      const seconds = Math.round((performance.now() - began) / 1000)
      say(`${by ? 'caught  ' : 'SURVIVED'} ${name} · ${file} · ${fault[2]} · ${by ?? 'nobody'} (${seconds} s)`)
      caught += by ? 1 : 0
      total += 1
    }
  }
  return { caught, total }
}

/** The test that notices a fault. One that fails without any as well has noticed nothing, and is not asked again. */
async function caughtBy(file: string, fault: Fault, room: Room): Promise<string | null> {
  for (;;) {
    const by = await workshop.withFault(file, fault, () => noticedBy(file, room))
    const [test = ''] = by?.split(' ') ?? []
    if (!test.startsWith('test/') || sound.has(test)) return by
    const broken = await workshop.failing({ changed: '', tests: test, except: [] })
    ;(broken ? unreliable : sound).add(test)
    if (!broken) return by
  }
}

/** Asks the tests nearest to a file first: its own, those of its room, then all that know it. */
async function noticedBy(file: string, { tests }: Room): Promise<string | null> {
  const near = [file.replace(/^server/, 'test').replace(/\.ts$/, '.'), ...tests]
  const asked: string[] = []
  for (const some of values.near ? near : [...near, 'related']) {
    const failing = await workshop.failing({ changed: file, tests: some, except: [...asked, ...unreliable] })
    if (failing) return failing
    asked.push(some)
  }
  return null
}
