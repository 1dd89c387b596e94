import * as oidc from 'openid-client'
import type { SingleSignOn } from '../../domain/staff/single-sign-on.ts'

/** What is known of a sign-in that has begun, until its answer comes: kept in the browser, sealed. */
export interface Attempt {
  state: string
  nonce: string
  verifier: string
}

/** Why a sign-in came to nothing, of which the person can be told. */
export type Failure = 'refused' | 'other_browser' | 'used' | 'clock' | 'unreachable' | 'wrong'

/** In seconds, for each question to the provider. */
const PATIENCE = 10

export type IdentityProvider = ReturnType<typeof identityProvider>

/**
 * The identity provider of the configuration: OpenID Connect with code, PKCE, state and nonce. It is asked how it is to be
 * talked to with the first sign-in, and again after that failed. Throws what `failureOf` tells.
 */
export function identityProvider(settings: SingleSignOn, publicUrl: string) {
  const redirect = `${publicUrl}/staff/oidc/callback`
  let known: Promise<oidc.Configuration> | undefined
  const configuration = () => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    /** How the provider is to be talked to. */
    configuration,
    /** Where to send the browser, and what its answer has to fit. */
    async begin(): Promise<{ url: string; attempt: Attempt }> {
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect,
        scope: 'openid profile email',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...{ state, nonce },
      })
      return { url: url.href, attempt: { state, nonce, verifier } }
    },
    /** What the provider vouches for, by the query that it sent the browser back with: claims as they come. */
    async finish(query: URLSearchParams, { state, nonce, verifier }: Attempt): Promise<Record<string, unknown>> {
      const config = await configuration()
      const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirect}?${query}`), {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('the identity provider sent no ID token')
      const hasAll = claims.email !== undefined && claims[settings.rolesClaim] !== undefined
      const more = hasAll ? {} : await moreOf(config, tokens.access_token, claims.sub)
      return { ...more, ...claims }
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: SingleSignOn): Promise<oidc.Configuration> {
  const url = new URL(issuer)
  const execute = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  return oidc.discovery(url, clientId, clientSecret, undefined, { execute, timeout: PATIENCE })
}

/** What stands in no ID token; a provider that tells nothing there has told all. */
async function moreOf(config: oidc.Configuration, token: string, subject: string): Promise<object> {
  return config.serverMetadata().userinfo_endpoint ? oidc.fetchUserInfo(config, token, subject) : {}
}

/** By the codes of the library; clocks that differ by up to 30 seconds are no failure. */
const FAILURES: Readonly<Record<string, Failure>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'clock',
  OAUTH_TIMEOUT: 'unreachable',
  OAUTH_ABORT: 'unreachable',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'unreachable',
  OAUTH_RESPONSE_IS_NOT_JSON: 'unreachable',
}

/** What a failed sign-in is for the person; null for what is no fault of the world. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof oidc.AuthorizationResponseError) return 'refused'
  if (error instanceof oidc.ResponseBodyError) return error.error === 'invalid_grant' ? 'used' : 'wrong'
  if (isUnreachable(error)) return 'unreachable'
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'wrong'
  if (!(error instanceof oidc.ClientError)) return null
  return FAILURES[error.code ?? ''] ?? 'wrong'
}

/** So `fetch` fails where there is no connection. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed'
}
