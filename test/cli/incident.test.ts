import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findIncidentRow } from '../../db/incident/incidents.ts'
import { relatedTo } from '../../db/incident/relations.ts'
import { updatesOf } from '../../db/incident/updates.ts'
import { findMaintenance } from '../../db/maintenance/maintenances.ts'
import { maintenanceUpdatesOf } from '../../db/maintenance/updates.ts'
import { HOUR } from '../../server/domain/vocabulary.ts'
import { addPlatforms } from '../support/app/actions.ts'
import { onEachDatabase } from '../support/database.ts'
import { printed, terminal } from '../support/process/terminal.ts'

const OPEN = ['incident', 'open', '--priority', 'P2', '--platform', 'trunks=partial_outage', '--body', 'Calls fail.']

onEachDatabase('incidents at the terminal', (_, freshFile) => {
  async function freshTerminal() {
    const place = await freshFile()
    await addPlatforms(place.db, 'trunks')
    const run = await terminal(place)
    const open = async (title: string, ...words: string[]) => printed(await run(...OPEN, '--title', title, ...words))[0]
    return { run, open, row: (id: string) => findIncidentRow(place.db, id), db: place.db }
  }

  test('take a case status, are reopened, and are continued by a related one', async () => {
    const { run, open, row, db } = await freshTerminal()
    const id = await open('Calls fail')
    const until = new Date(Date.now() + HOUR).toISOString()
    const words = ['--body', 'A part is on its way.', '--case-status', 'on_hold']
    const bare = await run('incident', 'update', id, ...words, '--hold-until', until)
    expect([bare.code, bare.stderr]).toEqual([2, '--reason: A case on hold needs a reason.\n'])
    const held = await run('incident', 'update', id, ...words, '--hold-until', until, '--reason', 'It is shipped.')
    expect([held.code, (await row(id))?.case_status]).toEqual([0, 'on_hold'])
    await run('incident', 'update', id, '--body', 'Over.', '--phase', 'resolved')
    const again = await run('incident', 'reopen', id, '--body', 'It is back.')
    expect([printed(again), (await row(id))?.case_status]).toEqual([
      [id, `https://status.example.com/incidents/${id}/`],
      'customer_reopened',
    ])
    const next = await open('Calls fail again', '--related-to', id)
    expect((await relatedTo(db, [next])).map((one) => one.id)).toEqual([id])
  })

  test('are told when they are over', async () => {
    const { open, row, run } = await freshTerminal()
    const [started = '', over = ''] = [2, 1].map((hours) => new Date(Date.now() - hours * HOUR).toISOString())
    const id = await open('Calls failed', '--started-at', started, '--resolved-at', over)
    expect(await row(id)).toMatchObject({ phase: 'resolved', resolved_at: Date.parse(over) })
    const other = await open('Calls fail', '--started-at', started)
    await run('incident', 'update', other, '--body', 'Over.', '--resolved-at', over)
    expect(await row(other)).toMatchObject({ phase: 'resolved', resolved_at: Date.parse(over) })
  })

  test('are told in other languages, from options and files, and refused in those that nobody reads', async () => {
    const { run, open, db } = await freshTerminal()
    const file = join(await mkdtemp(join(tmpdir(), 'signalpost-')), 'es.md')
    await writeFile(file, 'Fallan a = b.')
    const id = await open(
      'Calls fail',
      '--title-in',
      'pt=Chamadas falham',
      '--body-in',
      'pt=a=b',
      '--body-in-file',
      `es=${file}`,
    )
    const [update] = await updatesOf(db, [id ?? ''])
    expect(update?.translations).toEqual({
      pt: { title: 'Chamadas falham', body: 'a=b' },
      es: { body: 'Fallan a = b.' },
    })
    const refused = await run('incident', 'update', id ?? '', '--body', 'News.', '--body-in', 'xx=y')
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^--body-in xx: must be one of .*en, pt, es/),
    ])
    const window = ['--starts-at', '2099-11-22T23:30:00Z', '--ends-at', '2099-11-23T00:30:00Z', '--platform', 'trunks']
    const words = ['--title', 'Work', '--reason', 'Old.', '--title-in', 'pt=Obras', '--reason-in', 'pt=Velho.']
    const planned = printed(await run('maintenance', 'schedule', ...window, ...words))[0] ?? ''
    expect((await findMaintenance(db, planned))?.own.translations).toEqual({ pt: { title: 'Obras', reason: 'Velho.' } })
    const off = await run('maintenance', 'cancel', planned, '--note', 'No part.', '--note-in', 'es=Falta una pieza.')
    expect(off.code).toBe(0)
    const [said] = await maintenanceUpdatesOf(db, [planned])
    expect([said?.body, said?.translations]).toEqual(['No part.', { es: { body: 'Falta una pieza.' } }])
    const alone = await run('maintenance', 'cancel', planned, '--note', 'x', '--note-in', 'es')
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('Write it like pt=')])
  })

  test('close as duplicates of another', async () => {
    const { run, open, row } = await freshTerminal()
    const [master, double] = [await open('Calls fail'), await open('No calls')]
    const closed = await run('incident', 'update', double, '--body', 'See there.', '--duplicate-of', master)
    expect(closed.code).toBe(0)
    expect(await row(double)).toMatchObject({ case_status: 'duplicate', duplicate_of: master, phase: 'resolved' })
    const late = await run('incident', 'reopen', double, '--body', 'It is back.')
    expect([late.code, late.stderr]).toEqual([2, expect.stringContaining(master)])
  })

  test('are refused in the words of the command line', async () => {
    const { run, open } = await freshTerminal()
    const minor = await run(...OPEN.map((word) => (word === 'P2' ? 'P4' : word)), '--title', 'One phone')
    expect([minor.code, minor.stderr]).toEqual([2, expect.stringContaining('if you confirm it with --confirmed.')])
    const id = await open('Calls fail')
    const update = (...words: string[]) => run('incident', 'update', id, '--body', 'News.', ...words)
    const refused = [
      [await update('--case-status', 'on_hold', '--reason', 'x'), '--hold-until: A case on hold needs --hold-until.'],
      [await update('--case-status', 'duplicate'), '--duplicate-of: A duplicate needs --duplicate-of: the incident'],
      [await update('--resolved-at', 'yesterday'), '--resolved-at: must be'],
      [await update('--platform', 'fax=partial_outage'), '--platform: There is no platform "fax".'],
      [await run(...OPEN, '--title', '', '--related-to', id), '--title: must not be empty'],
      [await run('incident', 'update', id, '--body', ''), '--body: must not be empty'],
    ] as const
    for (const [{ code, stderr }, words] of refused) expect([code, stderr]).toEqual([2, expect.stringContaining(words)])
    expect(refused.map(([{ stderr }]) => stderr).join('')).not.toMatch(/^\/|": true/m)
  })

  test('without their text are refused in words', async () => {
    const { run } = await freshTerminal()
    const silent = await run('incident', 'reopen', 'aaaaaaaaaaaa')
    expect([silent.code, silent.stderr]).toEqual([2, 'Give the public update with --body or --body-file.\n'])
    const nowhere = await run('incident', 'reopen', 'aaaaaaaaaaaa', '--body', 'x')
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      expect.stringMatching(/^There is no incident "aaaaaaaaaaaa"\. Its id is in the address/),
    ])
    const future = ['--priority', 'P2', '--title', 'x', '--body', 'x', '--opened-at', '2099-01-01T00:00:00Z']
    expect((await run('incident', 'open', ...future)).stderr).toContain('--opened-at: must not be in the future.')
  })
})
