import { expect, test } from 'vitest'
import { findMaintenance } from '../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../db/maintenance/programmes.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { addPlatforms } from '../support/app/actions.ts'
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

  test('has the programmes of the support plan, resting until it is said what they are about', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    await addPlatforms(place.db, 'trunks', 'fax')
    const unknown = await run('maintenance', 'programmes', '--about', 'weekly=trunks')
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no such programme')])
    const listed = await run('maintenance', 'programmes')
    expect([listed.code, listed.stdout]).toEqual([0, 'connect-release=\nmonthly=\nskype-certificate=\n'])
    const given = await run('maintenance', 'programmes', '--about', 'monthly=trunks,fax')
    expect([given.code, given.stdout]).toEqual([0, 'connect-release=\nmonthly=trunks,fax\nskype-certificate=\n'])
    const programmes = await listProgrammes(place.db)
    expect(programmes.find(({ id }) => id === 'monthly')?.platforms).toEqual(['trunks', 'fax'])
    const misspelt = await run('maintenance', 'programmes', '--about', 'monthly=fx')
    expect([misspelt.code, misspelt.stderr]).toEqual([
      2,
      expect.stringMatching(/^--about: There is no platform "fx"\. "platform list" lists them\./),
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
