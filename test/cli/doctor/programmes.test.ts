import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { addPlatforms } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { terminal } from '../../support/process/terminal.ts'

onEachDatabase('the doctor', (_, freshFile) => {
  test('names programmes that work in another zone than the plan file says, and what becomes of them', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    await run('maintenance', 'programmes')
    const programmes = async () =>
      (await run('doctor')).stdout.split(/\n(?! )/).filter((line) => line.includes('programmes:'))
    expect(await programmes()).toEqual(['ok    programmes: all work in America/Denver'])
    await addPlatforms(place.db, 'fax')
    const hours = ['--starts-at', '2099-01-02T05:00:00Z', '--ends-at', '2099-01-02T06:00:00Z']
    const swap = ['--title', 'Router swap', '--platform', 'fax', '--reason', 'It is old.']
    expect((await run('maintenance', 'schedule', ...swap, ...hours)).stderr).toBe('')
    const file = join(await temporaryFolder('plan'), 'config.json')
    writeFileSync(file, '{"zone": "Europe/Zurich"}')
    vi.stubEnv('SIGNALPOST_CONFIG', file)
    await place.db.updateTable('programmes').set({ follows_plan: 0 }).where('id', '=', 'monthly').execute()
    const [connect, monthly, , single] = await programmes()
    expect(single).toBe(
      'warn  programmes: 1 window of none told in another zone, the plan file says Europe/Zurich\n      → They follow at the next start of the server.',
    )
    expect(connect).toBe(
      'warn  programmes: connect-release works in America/Denver with its windows, the plan file says Europe/Zurich\n      → It follows at the next start of the server.',
    )
    expect(monthly).toMatch(
      /^warn {2}programmes: monthly works in America\/Denver with its windows, .*\n.*Somebody has changed it/,
    )
  })
})
