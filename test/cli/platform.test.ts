import { expect, test } from 'vitest'
import { findPlatform, listPlatforms } from '../../db/platform/platforms.ts'
import { actionContext, auditTrail, opened, p2 } from '../support/app/actions.ts'
import { onEachDatabase } from '../support/database.ts'
import { terminal } from '../support/process/terminal.ts'

onEachDatabase('platforms at the terminal', (_, freshFile) => {
  async function freshTerminal() {
    const place = await freshFile()
    const run = await terminal(place)
    const add = (id: string, ...rest: string[]) =>
      run('platform', 'add', id, ...(rest.length > 0 ? rest : ['--name', `The ${id}`, '--group', 'Voice']))
    return { run, add, db: place.db }
  }

  test('are added in the order of the page, or where it is said, and listed', async () => {
    const { run, add, db } = await freshTerminal()
    expect(await add('trunks')).toEqual({ code: 0, stdout: 'trunks is added.\n', stderr: '' })
    await add('fax', '--name', 'Fax', '--group', 'Voice', '--description', 'Paper.', '--position', '0')
    expect((await run('platform', 'list')).stdout).toBe('fax  0  Voice  Fax\ntrunks  1  Voice  The trunks\n')
    expect(await findPlatform(db, 'fax')).toMatchObject({ description: 'Paper.', position: 0 })
    expect((await auditTrail(db)).at(-1)).toMatchObject({ action: 'platform.create', object: 'platform/fax' })
  })

  test('are added once', async () => {
    const { add, db } = await freshTerminal()
    await add('trunks')
    expect(await add('trunks')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'There is already a platform "trunks". Choose another id.\n',
    })
    expect(await listPlatforms(db)).toHaveLength(1)
  })

  test.each([
    [['Zoom Phone', '--name', 'Zoom', '--group', 'Voice'], /^<id>: /],
    [['../etc', '--name', 'Zoom', '--group', 'Voice'], /^<id>: /],
    [['', '--name', 'Zoom', '--group', 'Voice'], /^<id>: /],
    [
      ['zoom', '--name', 'x'.repeat(10_000), '--group', 'Voice'],
      /^--name: must have at most 100 characters: 9900 too many\n$/,
    ],
    [['zoom', '--name', ' ', '--group', ''], /^--name: must not be empty\n--group: must not be empty\n$/],
    [['zoom', '--name', 'Zoom', '--group', 'Voice', '--position', 'first'], /^--position: must be a number\n$/],
    [['zoom', '--name', 'Zoom', '--group', 'Voice', '--position', '-1'], /^--position: must be at least 0\n$/],
    [['zoom', '--name', 'Zoom', '--group', 'Voice', '--position', '1.5'], /^--position: /],
    [['zoom', '--name', 'Zoom'], /--group/],
  ])('are refused in words, and nothing is saved: %j', async ([id = '', ...rest], why) => {
    const { add, db } = await freshTerminal()
    const { code, stdout, stderr } = await add(id, ...rest)
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(why)])
    expect(await listPlatforms(db)).toEqual([])
  })

  test('are renamed and archived, and a second time nothing happens', async () => {
    const { run, add, db } = await freshTerminal()
    await add('trunks')
    expect((await run('platform', 'rename', 'trunks', '--name', 'SIP trunks')).code).toBe(0)
    expect(await findPlatform(db, 'trunks')).toMatchObject({ name: 'SIP trunks' })
    expect((await run('platform', 'archive', 'trunks')).stdout).toBe('trunks is archived.\n')
    const entries = await auditTrail(db)
    expect(await run('platform', 'archive', 'trunks')).toMatchObject({
      code: 0,
      stdout: 'trunks was archived already.\n',
    })
    expect(await auditTrail(db)).toEqual(entries)
    expect((await run('platform', 'list')).stdout).toBe('')
    expect((await run('platform', 'list', '--archived')).stdout).toContain('SIP trunks  archived')
    for (const words of [
      ['archive', 'fax'],
      ['rename', 'fax', '--name', 'Fax'],
    ])
      expect(await run('platform', ...words)).toMatchObject({
        code: 2,
        stderr: 'There is no platform "fax". "platform list" lists them.\n',
      })
  })

  test('that are in use are not archived', async () => {
    const { run, add, db } = await freshTerminal()
    await add('trunks')
    const ids = [await opened(actionContext(db), p2()), await opened(actionContext(db), p2({ drill: true }))]
    await run('maintenance', 'programmes', '--about', 'monthly=trunks')
    const { code, stderr } = await run('platform', 'archive', 'trunks')
    expect([code, stderr.trimEnd().split('\n').sort()]).toEqual([
      2,
      [
        ...ids.map((id) => `The open incident "${id}" affects it: resolve that first.`),
        'The programme "monthly" names it: take it out of its platforms first.',
      ].sort(),
    ])
  })
})
