import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { eventually } from '../../support/eventually.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { startServer } from '../../support/process/server.ts'

const [DESK, LEAD] = ['desk@northline.example', 'lead@northline.example']

/** A rung is due as soon as a P1G is open: an hour before its next update. */
const CONFIG = {
  staff: { desk: [DESK], leads: [LEAD] },
  ladder: [{ after: '-60 minutes', roles: ['desk'] }],
}

/** The ladder looks every five seconds from the start on: around that, and before and after its mail. */
const DEATHS = [0, 4900, 5050, 5200, 5600]

test('kill -9 at any moment leaves no rung untold and tells none twice', { timeout: 180_000 }, async () => {
  const dataDir = await temporaryFolder('ladder')
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify(CONFIG))
  let server = await startServer({ dataDir })
  expect(
    (await server.send('admin', 'POST', '/platforms', { id: 'trunks', name: 'Trunks', group: 'Voice' })).status,
  ).toBe(201)
  const p1g = (title: string) => ({
    ...{ title, priority: 'P1G', caseNumber: 'NL-1', platforms: [{ id: 'trunks', impact: 'major_outage' }] },
    ...{ update: { body: 'Calls fail.' }, confirmed: true },
  })
  for (const ms of DEATHS) {
    const opened = await server.send('lead', 'POST', '/incidents', p1g(`Killed after ${ms} ms`))
    expect(opened).toMatchObject({ status: 201 })
    await wait(ms)
    await server.kill()
    server = await startServer({ dataDir })
  }
  const owed = async () => (await server.mails(DESK)).filter(({ subject }) => !subject?.startsWith('P1G designated'))
  await eventually(async () => (await owed()).length >= DEATHS.length || undefined)
  await wait(6000)
  const told = (await owed()).map(({ text }) => /Killed after \d+ ms/.exec(text ?? '')?.[0])
  expect(told.toSorted()).toEqual(DEATHS.map((ms) => `Killed after ${ms} ms`).toSorted())
  await server.stop()
})
