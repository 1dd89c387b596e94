import { randomBytes } from 'node:crypto'
import type { Instant } from '../../domain/vocabulary.ts'
import { sign } from '../links.ts'
import { seal, unseal } from './sealed.ts'

/** What is known of an address that nobody but its owner may read. */
export interface SealedAddress {
  url: string
  /** What messages are signed with, `whsec_…`, the newest first; each older one until a day after it was replaced. */
  secrets: readonly { secret: string; until: Instant | null }[]
}

const PURPOSE = 'address'

/** 32 random bytes, as Standard Webhooks writes a secret. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/**
 * The text that stands for an address in the database: its host, which tells where a message goes, and two names that
 * say nothing to whoever has no key. The same for the same address and owner; one address of several owners shares the
 * first.
 */
export function nameAddress(secret: string, url: string, owner: string): string {
  return `${new URL(url).host} ${sign(secret, PURPOSE, url)} ${sign(secret, PURPOSE, `${owner} ${url}`)}`
}

/** Of an address's name: the host. */
export function hostIn(name: string): string {
  return name.split(' ', 1)[0] ?? ''
}

/** All that is shown of an address with an owner, whether it is named already or not: its host. */
export function maskAddress(address: string): string {
  return `${URL.canParse(address) ? new URL(address).host : hostIn(address)}/…`
}

/** Of an address's name: what is the same for everybody who named it. */
export function placeIn(name: string): string {
  return name.split(' ', 2).join(' ')
}

/** As the `keys` of a subscriber. */
export function sealAddress(secret: string, address: SealedAddress): { sealed: string } {
  return { sealed: seal(secret, PURPOSE, JSON.stringify(address)) }
}

/** Opens the `keys` of a subscriber; null if another key sealed them. */
export function openAddress(secret: string, keys: string | null): SealedAddress | null {
  const { sealed = '' }: { sealed?: string } = JSON.parse(keys ?? '{}')
  const text = unseal(secret, PURPOSE, sealed)
  return text === null ? null : JSON.parse(text)
}
