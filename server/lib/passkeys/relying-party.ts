import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** Kept of a passkey, by which its answers are checked. */
export interface KeptKey {
  credential: string
  /** COSE, base64url. */
  public_key: string
  counter: number
}

/** What a device says of a new passkey, and of one that it has. */
export type NewKey = Pick<RegistrationResponseJSON, 'id' | 'response'>
export type Answer = Pick<AuthenticationResponseJSON, 'id' | 'response'>

export type RelyingParty = NonNullable<ReturnType<typeof relyingParty>>

/** EdDSA, ES256, RS256: what devices sign with. */
const ALGORITHMS = [-8, -7, -257]

/**
 * This site to devices with passkeys (WebAuthn), by its public address; null where browsers know none: on an address without
 * a name, or without https. `refused` is told why an answer was not taken: that is for operators alone.
 */
export function relyingParty(publicUrl: string, refused: (error: unknown) => void) {
  const { hostname: id, origin, protocol } = new URL(publicUrl)
  if (isIP(id.replace(/^\[|\]$/g, '')) !== 0 || (protocol !== 'https:' && id !== 'localhost')) return null
  const expected = (expectedChallenge: string) => ({
    ...{ expectedChallenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true },
  })
  return {
    id,
    /** What a new passkey is of use for; null if the answer is not one to this challenge, at this site. */
    async takeNew(response: NewKey, challenge: string): Promise<KeptKey | null> {
      const { verifyRegistrationResponse } = await library()
      const answer = { ...response, rawId: response.id, ...AS_SENT }
      const supportedAlgorithmIDs = ALGORITHMS
      const checked = () =>
        verifyRegistrationResponse({ response: answer, supportedAlgorithmIDs, ...expected(challenge) })
      const found = await orNull(checked, refused)
      if (!found?.verified) return null
      const { id, publicKey, counter } = found.registrationInfo.credential
      return { credential: id, public_key: Buffer.from(publicKey).toString('base64url'), counter }
    },
    /** How often the device has signed by now; null if it did not sign this challenge, at this site, with this passkey. */
    async check(response: Answer, challenge: string, kept: KeptKey): Promise<number | null> {
      const { verifyAuthenticationResponse } = await library()
      const publicKey = new Uint8Array(Buffer.from(kept.public_key, 'base64url'))
      const credential = { id: kept.credential, publicKey, counter: kept.counter }
      const answer = { ...response, rawId: response.id, ...AS_SENT }
      const checked = () => verifyAuthenticationResponse({ response: answer, credential, ...expected(challenge) })
      const found = await orNull(checked, refused)
      return found?.verified ? found.authenticationInfo.newCounter : null
    },
  }
}

/** What a device is asked to make a passkey with, as `PublicKeyCredential.parseCreationOptionsFromJSON` reads it. */
export function makingOptions(
  { id }: Pick<RelyingParty, 'id'>,
  {
    site,
    person,
    challenge,
    timeout,
    has,
  }: {
    site: string
    person: { id: string; name: string; email: string }
    challenge: string
    /** In milliseconds. */
    timeout: number
    /** Credentials of the person: a device with one of them makes no second. */
    has: readonly string[]
  },
) {
  return {
    rp: { id, name: site },
    user: { id: Buffer.from(person.id).toString('base64url'), name: person.email, displayName: person.name },
    ...{ challenge, timeout },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    excludeCredentials: has.map((credential) => ({ id: credential, type: 'public-key' })),
    // It knows whose it is, so that nobody types an address, and asks who is there.
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  }
}

/** What a device is asked to sign with whatever passkey of this site it has, for `parseRequestOptionsFromJSON`. */
export function askingOptions({ id }: Pick<RelyingParty, 'id'>, challenge: string, timeout: number) {
  return { challenge, timeout, rpId: id, userVerification: 'required' }
}

/** What every answer has that is nowhere looked at. */
const AS_SENT = { type: 'public-key', clientExtensionResults: {} } as const

/** It takes a second and 27 MB to load, which those without passkeys need not spend. */
const library = () => import('@simplewebauthn/server')

/** The library throws whatever is wrong with an answer; what strangers send is never a fault of ours. */
async function orNull<T>(check: () => Promise<T>, refused: (error: unknown) => void): Promise<T | null> {
  try {
    return await check()
  } catch (error) {
    refused(error)
    return null
  }
}
