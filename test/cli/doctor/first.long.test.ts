import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { addPlatforms } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { terminal, terminalAt } from '../../support/process/terminal.ts'

/** The steps by name, with their tick. */
function ticks(stdout: string): Record<string, string> {
  const lines = [...stdout.matchAll(/^\[(.)\] {2}(\S.{13})/gm)]
  return Object.fromEntries(lines.map(([, tick = '', name = '']) => [name.trim(), tick]))
}

onEachDatabase('the first steps', (_, freshFile) => {
  test('are named in the order in which to do them, and ticked when they are done', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    vi.stubEnv('PUBLIC_URL', '')
    vi.stubEnv('SECRET_KEY_FILE', '')
    const { code, stdout } = await run('doctor', '--first')
    expect(ticks(stdout)).toEqual({
      ...{ name: ' ', zone: ' ', address: ' ', database: 'x', platforms: ' ', programmes: ' ', support: ' ' },
      ...{ mail: ' ', push: ' ', proxy: ' ', staff: ' ', 'secret key': 'x', tokens: ' ' },
    })
    // As docs/first-page.md goes, whose numbers are of its steps.
    expect(Object.keys(ticks(stdout))).toEqual([
      ...['name', 'zone', 'support', 'staff', 'address', 'mail', 'push', 'proxy', 'database', 'secret key'],
      ...['platforms', 'programmes', 'tokens'],
    ])
    expect(stdout).toContain('[?] only you can know. This is a list, no test: it ends with 0')
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\n11 of 13 are missing\. Next: name\.\n$/)])

    const plan = join(process.env.DATA_DIR ?? '', 'config.json')
    const staff = { desk: ['desk@example.com'], leads: ['lead@example.com'] }
    const nowhere = { channels: [{ kind: 'chat', hours: 'always' }] }
    writeFileSync(plan, JSON.stringify({ support: nowhere }))
    expect(ticks((await run('doctor', '--first')).stdout)).toMatchObject({ support: ' ' })
    writeFileSync(plan, JSON.stringify({ name: 'Acme', zone: 'UTC', supportUrl: 'https://help.example.com', staff }))
    for (const [name, value] of Object.entries({
      PUBLIC_URL: 'https://status.example.com',
      SMTP_URL: 'smtp://relay.example.com',
      EMAIL_FROM: 'status@example.com',
      EMAIL_REPLY_TO: 'desk@example.com',
      TRUSTED_PROXIES: '127.0.0.1',
    })) {
      vi.stubEnv(name, value)
    }
    await addPlatforms(place.db, 'fax')
    await run('maintenance', 'programmes', '--about', 'monthly=fax')
    await run('token', 'create', '--name', 'desk', '--role', 'agent')
    const done = await run('doctor', '--first')
    // Programmes that are not theirs may rest, and leads may stand in for all; nobody else knows.
    expect(Object.entries(ticks(done.stdout)).filter(([, tick]) => tick !== 'x')).toEqual([
      ['support', '?'],
      ['staff', '?'],
      ['programmes', '?'],
    ])
    expect(done.stdout).toContain('portal; no telephone or chat for what is urgent')
    expect(done.stdout).toMatch(/\nNothing is missing\. "doctor" tries whether all of it works\.\n$/)
  })

  test('count the demonstration as something to be cleared, and a reporter’s token as none to post with', async () => {
    const run = await terminal(await freshFile())
    await run('demo', 'load')
    await run('token', 'create', '--name', 'monitoring', '--role', 'reporter')
    const { stdout } = await run('doctor', '--first')
    expect(ticks(stdout)).toMatchObject({ demonstration: ' ', platforms: ' ', programmes: ' ', tokens: ' ' })
    expect(stdout).not.toMatch(/shows no provider|does not say how to reach/)
    expect(stdout).toMatch(/name .*provider of the demonstration\n/)
    await run('staff', 'add', '--email', 'dana@example.com', '--name', 'Dana Reyes', '--role', 'admin')
    expect((await run('doctor', '--first')).stdout).toContain('may post: Dana Reyes')
    expect(stdout).toContain('→ npm run -s signalpost -- demo clear')
  })
})

test.each([
  [{}, 'nobody is told what is due or overdue: no desk, no leads'],
  [{ desk: ['desk@example.com'] }, 'no leads: the desk is told in their place what is overdue'],
  [{ leads: ['lead@example.com'] }, 'no desk: the leads are told in its place what is due'],
  [
    { desk: ['desk@example.com'], leads: ['lead@example.com'] },
    'desk and leads are told what is due, and what is overdue; the leads stand in for support manager, vice-president, chief executive',
  ],
])('the first steps say who is told what is due with the staff %j', async (staff, text) => {
  const folder = await temporaryFolder('first')
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ staff }))
  const { stdout } = await terminalAt(folder)('doctor', '--first')
  expect(stdout).toMatch(new RegExp(`^\\[.\\] {2}staff +${text}$`, 'm'))
})

test('the first steps begin before there is anything, and make nothing', async () => {
  const run = terminalAt(join(await temporaryFolder('first'), 'nothing'))
  vi.stubEnv('PUBLIC_URL', '')
  const { code, stdout } = await run('doctor', '--first')
  expect(ticks(stdout)).toMatchObject({ name: ' ', database: ' ', 'secret key': '?' })
  expect(stdout).toMatch(/npm start makes .*secret\.key: keep a copy of it elsewhere then/)
  expect([code, stdout]).toEqual([0, expect.stringContaining('follow once there is a database.')])
})
