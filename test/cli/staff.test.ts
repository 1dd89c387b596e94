import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createToken } from '../../server/actions/staff/create-token.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { onEachDatabase } from '../support/database.ts'
import { terminal } from '../support/process/terminal.ts'

onEachDatabase('accounts at the terminal', (_, freshFile) => {
  async function freshTerminal() {
    const place = await freshFile()
    const run = await terminal(place)
    const add = (name: string, role: string) =>
      run('staff', 'add', '--email', `${name}@desk.example`, '--name', name, '--role', role)
    return { run, add, db: place.db }
  }

  test('are made with a link that is printed alone', async () => {
    const { run, add } = await freshTerminal()
    const { code, stdout } = await add('Ada', 'admin')
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^https:\/\/status\.example\.com\/staff\/setup\/[\w-]{43}\n$/),
    ])
    expect((await run('staff', 'list')).stdout).toMatch(
      /^ID +ROLE +E-MAIL +FACTOR +BREAK-GLASS +STATE +NAME\n\w{12} +admin +ada@desk.example +no +no +invited +Ada\n$/,
    )
  })

  test('have the link mailed as well where mail goes out, unless that is not wanted', async () => {
    const { run, add, db } = await freshTerminal()
    await add('Ada', 'admin')
    const mailed = async () => (await db.selectFrom('events').select('kind').execute()).map(({ kind }) => kind)
    expect(await mailed()).toEqual([])
    vi.stubEnv('SMTP_URL', 'smtp://relay.example')
    vi.stubEnv('EMAIL_FROM', 'status@desk.example')
    const said = await add('Rosa', 'agent')
    expect([said.code, said.stdout, said.stderr]).toEqual([
      ...[0, expect.stringMatching(/^https:\S+\/staff\/setup\/\S+\n$/)],
      'It is mailed to its owner as well.\n',
    ])
    expect(await mailed()).toEqual(['staff.account'])
    expect((await run('staff', 'reset', 'rosa@desk.example')).stderr).toBe('It is mailed to its owner as well.\n')
    expect(await run('staff', 'reset', 'rosa@desk.example', '--no-mail')).toMatchObject({ code: 0, stderr: '' })
    expect(await mailed()).toHaveLength(2)
    const links = await db.selectFrom('setup_links as l').innerJoin('people as p', 'p.id', 'l.person_id')
    const rows = await links.select('event_id').where('p.name', '=', 'Rosa').execute()
    expect(rows).toEqual([{ event_id: null }])
  })

  test('are refused with the option named', async () => {
    const { run, add } = await freshTerminal()
    await add('Ada', 'admin')
    expect(await add('ada', 'agent')).toMatchObject({ code: 2, stderr: '--email: belongs to another account\n' })
    const wrong = await run('staff', 'add', '--email', 'x', '--name', 'X', '--role', 'agent')
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--email: must be an e-mail address')])
    expect((await run('staff', 'disable', 'nobody')).stderr).toContain('"staff list" lists them')
  })

  test('are disabled, enabled and given a new link, but for the last administrator', async () => {
    const { run, add, db } = await freshTerminal()
    await add('Ada', 'admin')
    await add('Rosa', 'agent')
    await db.updateTable('people').set({ password: 'x', totp_secret: 'y' }).execute()
    expect(await run('staff', 'disable', 'rosa@desk.example')).toMatchObject({ code: 0, stdout: 'Rosa is disabled.\n' })
    expect((await run('staff', 'reset', 'rosa@desk.example')).stderr).toContain('Enable it first')
    expect((await run('staff', 'enable', 'rosa@desk.example')).stdout).toBe('Rosa is enabled.\n')
    const reset = await run('staff', 'reset', 'rosa@desk.example', '--remove-second-factor')
    expect(reset.stdout).toMatch(/^https:\S+\/staff\/setup\/[\w-]{43}\n$/)
    const rosa = await db.selectFrom('people').select('totp_secret').where('name', '=', 'Rosa').executeTakeFirst()
    expect(rosa?.totp_secret).toBe(null)
    expect((await run('staff', 'disable', 'ada@desk.example')).stderr).toContain('last administrator')
  })

  test('are kept for when the identity provider is down, and the last one is taken away only with a word', async () => {
    const { run, add, db } = await freshTerminal()
    for (const [name, value] of Object.entries({
      ISSUER: 'https://login.example.com',
      CLIENT_ID: 'us',
      CLIENT_SECRET: 's',
    }))
      vi.stubEnv(`OIDC_${name}`, value)
    const plan = { languages: ['en'], signIn: { name: 'Microsoft', roles: { admin: ['root'] } } }
    await writeFile(join(process.env.DATA_DIR ?? '', 'config.json'), JSON.stringify(plan))
    await add('Ada', 'admin')
    await add('Glass', 'admin')
    await db.updateTable('people').set({ password: 'x' }).execute()
    const whom = 'glass@desk.example'
    expect((await run('staff', 'break-glass', whom, 'on')).stdout).toBe('Glass is a break-glass account.\n')
    expect((await run('staff', 'list')).stdout).toMatch(/glass@desk.example +no +yes +active/)
    const refused = await run('staff', 'break-glass', whom, 'off')
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^--confirmed: .*last break-glass account/),
    ])
    expect((await run('staff', 'disable', whom)).stderr).toContain('last break-glass account')
    expect((await run('staff', 'break-glass', whom, 'off', '--confirmed')).stdout).toBe(
      'Glass is no break-glass account.\n',
    )
  })

  test('take the tokens that they made with them, and say which', async () => {
    const { run, add, db } = await freshTerminal()
    await add('Ada', 'admin')
    await add('Rosa', 'admin')
    await run('token', 'create', '--name', 'nobody’s', '--role', 'agent')
    await db.updateTable('people').set({ password: 'x' }).execute()
    const ctx = { db, plan: DEFAULT_PLAN, actor: { name: 'staff/Rosa', role: 'admin' }, now: Date.now() } as const
    await createToken(ctx, { name: 'wallboard', role: 'reporter' })
    const { stdout } = await run('staff', 'disable', 'rosa@desk.example')
    expect(stdout).toBe('Rosa is disabled.\nThe token "wallboard", made by Rosa, is revoked.\n')
    expect((await run('token', 'list')).stdout).toMatch(/nobody’s +last used never\n.* wallboard +revoked/)
  })

  test('are given another role, which the tokens they made do not exceed, but for the last administrator', async () => {
    const { run, add, db } = await freshTerminal()
    await add('Ada', 'admin')
    await add('Rosa', 'admin')
    await db.updateTable('people').set({ password: 'x' }).execute()
    const ctx = { db, plan: DEFAULT_PLAN, actor: { name: 'staff/Rosa', role: 'admin' }, now: Date.now() } as const
    for (const role of ['reporter', 'lead'] as const) await createToken(ctx, { name: `a ${role}’s`, role })
    expect((await run('staff', 'role', 'rosa@desk.example', 'agent')).stdout).toBe(
      'The role of Rosa is "agent".\nThe token "a lead’s", made by Rosa, is revoked.\n',
    )
    expect((await run('staff', 'role', 'ada@desk.example', 'lead')).stderr).toContain('last administrator')
    expect((await run('staff', 'role', 'ada@desk.example', 'chief')).code).toBe(2)
  })

  test('stand beside tokens that end', async () => {
    const { run } = await freshTerminal()
    const soon = new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10)
    expect((await run('token', 'create', '--name', 'bot', '--role', 'agent', '--expires', soon)).code).toBe(0)
    expect((await run('token', 'list')).stdout).toContain(`ends ${soon}`)
    const late = await run('token', 'create', '--name', 'b', '--role', 'agent', '--expires', '2099-01-01')
    expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('must be within a year')])
    const odd = await run('token', 'create', '--name', 'b', '--role', 'agent', '--expires', 'soon')
    expect([odd.code, odd.stdout]).toEqual([2, ''])
  })
})
