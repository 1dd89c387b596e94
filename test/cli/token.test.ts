import { expect, test } from 'vitest'
import { authenticate } from '../../server/actions/staff/authenticate.ts'
import { createToken } from '../../server/actions/staff/create-token.ts'
import { actionContext } from '../support/app/actions.ts'
import { onEachDatabase, openShared } from '../support/database.ts'
import { terminal } from '../support/process/terminal.ts'

onEachDatabase('tokens at the terminal', (_, freshFile) => {
  async function freshTerminal() {
    const place = await freshFile()
    const run = await terminal(place)
    const create = (name: string) => run('token', 'create', '--name', name, '--role', 'agent')
    return { run, create, db: place.db, caller: (token: string) => authenticate(place.db, token, Date.now()) }
  }

  test('are printed alone, and work', async () => {
    const { create, caller } = await freshTerminal()
    const { stdout } = await create('desk')
    expect(stdout).toMatch(/^stp_\w{12}_[\w-]{43}\n$/)
    expect(await caller(stdout.trim())).toMatchObject({ name: 'token/desk', role: 'agent' })
  })

  test.each([
    ['', 'must not be empty'],
    [' \u0007\n', 'must not be empty'],
    ['x'.repeat(61), 'must have at most 60 characters: 1 too many'],
    ['desk\u200b', 'must not have characters that nobody sees: U+200B'],
    ['de\u00adsk\u2800', 'must not have characters that nobody sees: U+00AD, U+2800'],
    ['desk\ufe0f', 'must not have characters that nobody sees: U+FE0F'],
  ])('need a name that the audit trail can show, unlike %j', async (name, why) => {
    const { create } = await freshTerminal()
    expect(await create(name)).toEqual({ code: 2, stdout: '', stderr: `--name: ${why}\n` })
  })

  test('have a name of their own, which is free again once the token is revoked', async () => {
    const { run, create } = await freshTerminal()
    const [, id = ''] = (await create('desk')).stdout.split('_')
    expect(await create('desk')).toEqual({
      code: 2,
      stdout: '',
      stderr: `There is a token "desk" already (${id}). Choose another name, or revoke that one first.\n`,
    })
    await run('token', 'revoke', id)
    expect((await create('desk')).code).toBe(0)
  })

  test.each(['Desk', 'ＤＥＳＫ', 'ﬀdesk'])('have none that reads like another: %s', async (name) => {
    const { create } = await freshTerminal()
    for (const there of ['desk', 'FFdesk']) await create(there)
    const { code, stdout, stderr } = await create(name)
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^There is a token "(desk|FFdesk)" already/)])
  })

  test('have none that reads like an older one with characters that nobody sees', async () => {
    const { create, db } = await freshTerminal()
    await create('desk')
    await db.updateTable('tokens').set({ name: 'desk\u200b' }).execute()
    expect(await create('desk')).toMatchObject({ code: 2, stderr: expect.stringContaining('already') })
  })

  test('get a name once, although two ask at once', async () => {
    const place = await freshFile()
    const other = openShared(place.location)
    const desk = { name: 'desk', role: 'agent' } as const
    const made = await Promise.all([place.db, other].map((db) => createToken(actionContext(db), desk)))
    await other.destroy()
    expect(made.filter(({ ok }) => ok)).toHaveLength(1)
    expect(made.find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: 'conflict', code: 'token_name_taken' } })
  })

  test('that shared a name before stay in force', async () => {
    const { create, caller, db } = await freshTerminal()
    const [first, second] = [(await create('desk')).stdout.trim(), (await create('other')).stdout.trim()]
    await db.updateTable('tokens').set({ name: 'desk' }).execute()
    expect([await caller(first), await caller(second)]).toMatchObject([{ name: 'token/desk' }, { name: 'token/desk' }])
    expect((await create('desk')).code).toBe(2)
  })

  test('are listed without their secrets', async () => {
    const { run, create } = await freshTerminal()
    // The secret itself may hold a "_".
    const [, id, ...secret] = (await create('desk')).stdout.trim().split('_')
    const { stdout } = await run('token', 'list')
    expect(stdout).toBe(`${id}  agent     desk  last used never\n`)
    expect(stdout).not.toContain(secret.join('_'))
  })

  test('are revoked by their id or by themselves, once', async () => {
    const { run, create, caller } = await freshTerminal()
    const [first, second] = [(await create('one')).stdout.trim(), (await create('two')).stdout.trim()]
    expect((await run('token', 'revoke', first.split('_')[1] ?? '')).code).toBe(0)
    expect((await run('token', 'revoke', second)).code).toBe(0)
    expect([await caller(first), await caller(second)]).toEqual([null, null])
    expect(await run('token', 'revoke', second)).toMatchObject({
      code: 2,
      stderr: 'There is no such valid token.\n',
    })
    expect((await run('token', 'list')).stdout.match(/revoked 20/g)).toHaveLength(2)
  })
})
