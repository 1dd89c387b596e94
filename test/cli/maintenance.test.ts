import { expect, test } from 'vitest'
import { findMaintenance } from '../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../db/maintenance/programmes.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { addPlatforms, auditTrail } from '../support/app/actions.ts'
import { onEachDatabase } from '../support/database.ts'
import { printed, terminal } from '../support/process/terminal.ts'

/** A window of an hour, some days from now. */
function window(days: number, title: string): string[] {
  const startsAt = Date.now() + days * DAY
  const at = (ms: number) => new Date(ms).toISOString()
  return [
    ...['maintenance', 'schedule', '--title', title, '--description', 'The controller is replaced.'],
    ...['--reason', 'It is old.', '--starts-at', at(startsAt), '--ends-at', at(startsAt + DAY / 24)],
  ]
}

onEachDatabase('maintenance at the terminal', (_, freshFile) => {
  async function withTrunks() {
    const place = await freshFile()
    const run = await terminal(place)
    await addPlatforms(place.db, 'trunks')
    const schedule = async (days: number) =>
      printed(await run(...window(days, 'New controller'), '--platform', 'trunks', '--accept-conflicts'))[0]
    return { run, schedule, db: place.db }
  }

  test('is scheduled by the rules of the API, and refused as there', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    await addPlatforms(place.db, 'trunks')
    const made = await run(...window(20, 'New controller'), '--platform', 'trunks')
    const [id, url] = printed(made)
    expect([made.code, url]).toEqual([0, `https://status.example.com/maintenance/${id}/`])
    expect(await findMaintenance(place.db, id)).toMatchObject({
      state: 'announced',
      own: { title: 'New controller', platforms: ['trunks'] },
    })
    const bare = await run(...window(20, 'New controller'))
    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('--platform: ')])
    await run('maintenance', 'programmes', '--about', 'monthly=trunks')
    const soon = await run(...window(1, 'At once'), '--programme', 'monthly')
    expect([soon.code, soon.stderr]).toEqual([2, expect.stringContaining('--short-notice: ')])
    const [unscheduled] = printed(await run(...window(1, 'At once'), '--platform', 'trunks'))
    expect(await findMaintenance(place.db, unscheduled)).toMatchObject({ state: 'announced', shortNotice: null })
  })

  test('that collides says with what, and goes on with --accept-conflicts', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    await addPlatforms(place.db, 'trunks')
    await run(...window(20, 'New controller'), '--platform', 'trunks')
    const second = [...window(20, 'New cables'), '--platform', 'trunks']
    const refused = await run(...second)
    expect([refused.code, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toMatch(/"New controller" is at the same time on trunks\.\n.*--accept-conflicts/)
    const made = await run(...second, '--accept-conflicts')
    expect([made.code, made.stderr]).toEqual([0, '"New controller" is at the same time on trunks.\n'])
  })

  test('is told on until it is over, and its platform can then be archived', async () => {
    const { run, db, schedule } = await withTrunks()
    const id = await schedule(-1 / 48)
    const update = (...words: string[]) => run('maintenance', 'update', id, ...words)
    expect((await update('--state', 'verifying', '--body', 'We test.')).code).toBe(0)
    expect(await findMaintenance(db, id)).toMatchObject({ state: 'verifying' })
    expect(await run('platform', 'archive', 'trunks')).toMatchObject({ code: 2, stderr: expect.stringContaining(id) })
    const done = await update('--state', 'completed', '--body', 'Done.', '--no-notify')
    expect(done).toEqual({ code: 0, stdout: `${id}\nhttps://status.example.com/maintenance/${id}/\n`, stderr: '' })
    expect(await findMaintenance(db, id)).toMatchObject({ state: 'completed' })
    expect((await auditTrail(db)).at(-1)).toMatchObject({ object: `maintenance/${id}` })
    expect((await run('platform', 'archive', 'trunks')).code).toBe(0)
  })

  test('is cancelled before it begins, and not after', async () => {
    const { run, db, schedule } = await withTrunks()
    const [ahead, running] = [await schedule(20), await schedule(-1 / 48)]
    const made = await run('maintenance', 'cancel', ahead, '--note', 'The part has not come.')
    expect(made).toEqual({
      code: 0,
      stdout: `${ahead}\nhttps://status.example.com/maintenance/${ahead}/\n`,
      stderr: '',
    })
    expect(await findMaintenance(db, ahead)).toMatchObject({ state: 'cancelled' })
    const late = await run('maintenance', 'cancel', running)
    expect([late.code, late.stdout, late.stderr]).toEqual([2, '', expect.stringMatching(/\w/)])
    expect(await findMaintenance(db, running)).toMatchObject({ state: 'in_progress' })
  })

  test('is updated and cancelled with words that are refused like those of the API', async () => {
    const { run, schedule } = await withTrunks()
    const id = await schedule(20)
    const said = (...words: string[]) => run('maintenance', ...words)
    expect(await said('update', id)).toMatchObject({
      code: 2,
      stderr: 'Give the public update with --body or --body-file.\n',
    })
    expect(await said('update', id, '--body', ' ')).toMatchObject({ code: 2, stderr: '--body: must not be empty\n' })
    expect(await said('update', id, '--body', 'x', '--state', 'cancelled')).toMatchObject({ code: 2, stdout: '' })
    expect(await said('cancel', id, '--note', ' ')).toMatchObject({ code: 2, stderr: '--note: must not be empty\n' })
    for (const words of [
      ['cancel', 'aaaaaaaaaaaa'],
      ['update', 'aaaaaaaaaaaa', '--body', 'x'],
    ])
      expect(await said(...words)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('no maintenance "aaaaaaaaaaaa". Its id'),
      })
  })

  test('has the programmes of the support plan, resting until it is said what they are about', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    await addPlatforms(place.db, 'trunks', 'fax')
    const unknown = await run('maintenance', 'programmes', '--about', 'weekly=trunks')
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('no programme "weekly". "maintenance programmes" lists them.'),
    ])
    const inherited = await run('maintenance', 'programmes', '--about', 'constructor=trunks')
    expect([inherited.code, inherited.stderr]).toEqual([2, expect.stringContaining('no programme "constructor".')])
    const listed = await run('maintenance', 'programmes')
    expect([listed.code, listed.stdout]).toEqual([0, 'connect-release=\nmonthly=\nskype-certificate=\n'])
    const given = await run('maintenance', 'programmes', '--about', 'monthly=trunks,fax')
    expect([given.code, given.stdout]).toEqual([0, 'connect-release=\nmonthly=trunks,fax\nskype-certificate=\n'])
    const programmes = await listProgrammes(place.db)
    expect(programmes.find(({ id }) => id === 'monthly')?.platforms).toEqual(['trunks', 'fax'])
    const none = await run('maintenance', 'programmes', '--about', 'monthly=')
    expect([none.code, none.stdout]).toEqual([0, listed.stdout])
    const misspelt = await run('maintenance', 'programmes', '--about', 'monthly=fx')
    expect([misspelt.code, misspelt.stderr]).toEqual([
      2,
      '--about: There is no platform "fx". "platform list" lists them.\n',
    ])
  })

  test('explains itself', async () => {
    const run = await terminal(await freshFile())
    const help = await run('maintenance', 'schedule', '--help')
    expect(help.code).toBe(0)
    for (const option of ['--starts-at', '--short-notice', '--accept-conflicts', '--no-notify']) {
      expect(help.stdout).toContain(option)
    }
  })
})
