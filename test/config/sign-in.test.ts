import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../server/config/index.ts'
import { roleGiven } from '../../server/domain/staff/single-sign-on.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function configured(environment: Record<string, string>, plan: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'signalpost-sign-in-'))
  folders.push(folder)
  writeFileSync(join(folder, 'config.json'), JSON.stringify(plan))
  try {
    return { config: loadConfig({ DATA_DIR: folder, ...environment }), faults: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { config: null, faults: error.problems }
  }
}

const PROVIDER = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 'secret' }
const signIn = { roles: { admin: ['Signalpost.Admin'] } }

describe('the identity provider of the configuration', () => {
  test('is named by the environment, and the plan file says who may what', () => {
    const { config } = configured(PROVIDER, { signIn: { ...signIn, name: 'Microsoft', rolesClaim: 'groups' } })
    expect(config?.singleSignOn).toEqual({
      ...{ issuer: 'https://login.example.com', clientId: 'us', clientSecret: 'secret' },
      ...{ name: 'Microsoft', rolesClaim: 'groups' },
      roles: { admin: ['Signalpost.Admin'], lead: [], agent: [], reporter: [] },
    })
    expect(configured({}).config?.singleSignOn).toBeUndefined()
  })

  test('is not needed for saying which roles need a second factor', () => {
    const { config } = configured({}, { signIn: { secondFactor: ['admin', 'lead'] } })
    expect(config?.plan.signIn).toEqual({
      ...{ provider: null, secondFactor: ['admin', 'lead'], secondFactorAtProvider: false },
    })
    const both = configured(PROVIDER, { signIn: { ...signIn, name: 'Microsoft', secondFactorAtProvider: true } })
    expect(both.config?.plan.signIn).toEqual({
      ...{ provider: 'Microsoft', secondFactor: [], secondFactorAtProvider: true },
    })
    expect(configured({}, { signIn: { secondFactor: ['boss'] } }).faults).toHaveLength(1)
  })

  test.each([
    ['without its secret', { OIDC_ISSUER: PROVIDER.OIDC_ISSUER, OIDC_CLIENT_ID: 'us' }, { signIn }, /belong together/],
    ['without roles', PROVIDER, {}, /`signIn.roles` is needed/],
    ['with roles that nobody can have', PROVIDER, { signIn: { roles: {} } }, /`signIn.roles` is needed/],
    ['of which only roles are said', {}, { signIn }, /are needed: `signIn` is about them/],
    [
      'that somebody on the way can read',
      { ...PROVIDER, OIDC_ISSUER: 'http://login.example.com' },
      { signIn },
      /https/,
    ],
    ['with a role that there is not', PROVIDER, { signIn: { roles: { owner: ['x'] } } }, /owner/],
  ])('is refused %s', (_, environment, plan, says) => {
    expect(configured(environment as Record<string, string>, plan).faults).toContainEqual(expect.stringMatching(says))
  })

  test('may be on this machine without https', () => {
    expect(configured({ ...PROVIDER, OIDC_ISSUER: 'http://127.0.0.1:9000' }, { signIn }).faults).toEqual([])
  })
})

describe('the role that somebody is given', () => {
  const roles = { admin: ['root'], lead: ['first', 'second'], agent: ['desk'], reporter: [] }

  test.each([
    [['desk', 'second'], 'lead'],
    [['desk'], 'agent'],
    [['Root', 'nobody'], null],
    [[], null],
  ])('by %j is %s', (values, role) => {
    expect(roleGiven({ roles }, values)).toBe(role)
  })
})
