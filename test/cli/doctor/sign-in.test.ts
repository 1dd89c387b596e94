import { afterEach, expect, test } from 'vitest'
import { breakGlassFindings } from '../../../server/cli/doctor/look/break-glass.ts'
import { signInFindings } from '../../../server/cli/doctor/look/sign-in.ts'
import { type Config, loadConfig } from '../../../server/config/index.ts'
import { protect, signedIn } from '../../support/app/signed-in.ts'
import { onEachDatabase } from '../../support/database.ts'
import { startIdentityProvider } from '../../support/outside/identity-provider.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const configuredWith = (issuer: string): Config => ({
  ...loadConfig({ PUBLIC_URL: 'https://status.example.com' }),
  singleSignOn: {
    ...{ issuer, clientId: 'us', clientSecret: 'secret', name: 'Microsoft', rolesClaim: 'roles' },
    roles: { admin: ['root'], lead: [], agent: [], reporter: [] },
  },
})

test('the doctor asks the identity provider, and says which redirect address it has to know', async () => {
  const provider = await startIdentityProvider('https://status.example.com/staff/oidc/callback')
  closing.push(provider.close)
  const config = configuredWith(provider.issuer)
  expect(await signInFindings({ config })).toEqual([
    { level: 'ok', text: expect.stringContaining('https://status.example.com/staff/oidc/callback') },
  ])
  provider.fault = () => ({ status: 404 })
  expect(await signInFindings({ config })).toMatchObject([
    { level: 'fail', mend: expect.stringMatching(/OIDC_ISSUER/) },
  ])
})

test('the doctor says nothing of an identity provider where none is configured', async () => {
  expect(await signInFindings({ config: loadConfig({}) })).toEqual([])
})

onEachDatabase('the doctor, beside an identity provider', (fresh) => {
  test('warns where nobody comes in while it is down, or by a password alone', async () => {
    const { db } = await fresh()
    const config = configuredWith('https://login.example.com')
    expect(await breakGlassFindings({ db, config: loadConfig({}) })).toEqual([])
    const glass = await signedIn(db, 'admin', 1, 'Glass')
    expect(await breakGlassFindings({ db, config })).toMatchObject([
      { level: 'warn', text: expect.stringContaining('no break-glass account that can sign in') },
    ])
    await db.updateTable('people').set({ break_glass: 1 }).execute()
    expect(await breakGlassFindings({ db, config })).toMatchObject([
      { level: 'warn', text: expect.stringContaining('"Glass" has no second factor') },
    ])
    await protect(db, glass.id, 1)
    expect(await breakGlassFindings({ db, config })).toMatchObject([{ level: 'ok' }])
    await db.updateTable('people').set({ disabled_at: 1 }).execute()
    expect(await breakGlassFindings({ db, config })).toMatchObject([{ level: 'warn' }])
  })
})
