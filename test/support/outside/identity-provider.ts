import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type AdapterConstructor, type Configuration, type JWK } from 'oidc-provider'
// @ts-expect-error the types leave it out
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js'
import { commit, type Fault } from './stand-in.ts'

/** Somebody whom the provider knows. */
export interface Account {
  sub: string
  [claim: string]: unknown
}

type Claims = Record<string, unknown>

export interface IdentityProviderStandIn {
  issuer: string
  client: { id: string; secret: string }
  /** Whoever comes next is this one: nobody is asked for a password. */
  account: Account
  /** Tells no more in the ID token than who it is. */
  isTerse: boolean
  /** What becomes of the claims of the next ID tokens, before they are signed. */
  alter: (claims: Claims) => Claims
  /** What goes wrong with a request, by its path. */
  fault: (path: string) => Fault | undefined
  /** Takes a browser through it, from where it was sent; returns where it is sent back to. */
  visit(url: string): Promise<URL>
  close(): Promise<void>
}

/** A certified OpenID provider on 127.0.0.1, which lets the browser of one site in. */
export async function startIdentityProvider(redirect: string): Promise<IdentityProviderStandIn> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' } as JWK
  let provider: Provider
  // It reads what it is sent by itself.
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://provider').pathname
    if (commit(stand.fault(path), res)) return
    if (path === '/token') altering(res)
    if (path.startsWith('/interaction/')) {
      return provider.interactionFinished(req, res, { login: { accountId: stand.account.sub } })
    }
    return provider.callback()(req, res)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const client = { id: 'signalpost', secret: 'a secret of the client' }
  const stand: IdentityProviderStandIn = {
    issuer,
    client,
    account: { sub: 'nobody' },
    isTerse: false,
    alter: (claims) => claims,
    fault: () => undefined,
    visit,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  provider = new Provider(issuer, configured())
  return stand

  function configured(): Configuration {
    return {
      clients: [
        {
          ...{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirect] },
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      clientAuthMethods: ['client_secret_post'],
      jwks: { keys: [key] },
      // What is left to its own devices it warns of on the console.
      adapter: class extends MemoryAdapter {} as unknown as AdapterConstructor,
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      renderError: async (ctx, said) => {
        ctx.body = said
      },
      cookies: { keys: ['of the stand-in'] },
      claims: { email: ['email', 'email_verified'], profile: ['name', 'roles', 'tid', 'groups'] },
      get conformIdTokenClaims() {
        return stand.isTerse
      },
      features: { devInteractions: { enabled: false } },
      findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => stand.account }),
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({ clientId: client.id, accountId: oidc.session?.accountId ?? '' })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    }
  }

  /** Signs the claims anew, altered. */
  function altering(res: ServerResponse): void {
    const end = res.end.bind(res) as (body: string) => ServerResponse
    res.end = ((body: Buffer | string) => {
      const answer = JSON.parse(body.toString()) as { id_token?: string }
      const [head, payload = ''] = answer.id_token?.split('.') ?? []
      if (head) {
        const claims = stand.alter(JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims)
        const signed = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
        answer.id_token = `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
      }
      const text = JSON.stringify(answer)
      res.setHeader('content-length', Buffer.byteLength(text))
      return end(text)
    }) as typeof res.end
  }

  async function visit(from: string): Promise<URL> {
    const cookies = new Map<string, string>()
    for (let url = new URL(from), hops = 0; hops < 10; hops++) {
      if (url.href.startsWith(redirect)) return url
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        cookies.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`the provider answers ${answer.status}: ${await answer.text()}`)
      url = new URL(location, url)
    }
    throw new Error('the provider sends the browser round and round')
  }
}
