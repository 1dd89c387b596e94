import { createHmac, timingSafeEqual } from 'node:crypto'
import type { OwedKind, OwedObject } from '../domain/ladder/owed.ts'
import { UNDO_WITHIN } from '../domain/subscription/leaving.ts'
import { DAY, type Instant } from '../domain/vocabulary.ts'

/**
 * Links that only their recipient can know. A token is signed, not stored: the subscriber's id, then 16 bytes of
 * `HMAC-SHA256(secret, purpose:subscriber)` as base64url. A token for one purpose is not valid for another.
 * `saved` marks the address of a page, `browser` one in which staff have signed in, `done` what the desk did just
 * now; none is a link.
 */
type Purpose =
  | 'address'
  | 'manage'
  | 'unsubscribe'
  | 'confirm'
  | 'resubscribe'
  | 'move'
  | 'owed'
  | 'saved'
  | 'browser'
  | 'desk browser'
  | 'account'
  | 'contact'
  | 'contact address'
  | 'done'

/** Where the desk reads a text that is ready and not public. */
export function deskDraftPath(id: string): string {
  return `/staff/drafts/${id}/`
}

/** A confirmation link is valid this long. */
export const CONFIRM_WITHIN = DAY

/** The 22 characters that only who has the secret can give a subject, for this purpose alone. */
export function sign(secret: string, purpose: Purpose, subject: string): string {
  return createHmac('sha256', secret).update(`${purpose}:${subject}`).digest().subarray(0, 16).toString('base64url')
}

/** Compares without telling by the time it takes how much of it is right. */
export function matches(mac: string, expected: string): boolean {
  const [given, right] = [Buffer.from(mac), Buffer.from(expected)]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** A subscriber, and how often it has left: with that, the links that manage its subscription end. */
export interface LinkHolder {
  id: string
  linkGeneration: number
}

/** `<subscriber>.<mac>`: shows and changes what the subscriber follows, until it leaves. */
export function manageToken(secret: string, holder: LinkHolder): string {
  return `${holder.id}.${sign(secret, 'manage', managed(holder))}`
}

/** Links from before there were generations are of the first. */
function managed({ id, linkGeneration }: LinkHolder): string {
  return linkGeneration === 0 ? id : `${id}:${linkGeneration}`
}

/** `<subscriber>.<mac>`: stops all messages to the subscriber, as long as mails with it lie around. */
export function unsubscribeToken(secret: string, subscriberId: string): string {
  return `${subscriberId}.${sign(secret, 'unsubscribe', subscriberId)}`
}

/** `<subscriber>.<requestedAt base36>.<mac>`: confirms what was requested at that instant. */
export function confirmToken(secret: string, subscriberId: string, requestedAt: Instant): string {
  const stamp = requestedAt.toString(36)
  return `${subscriberId}.${stamp}.${sign(secret, 'confirm', `${subscriberId}:${requestedAt}`)}`
}

/** The subscriber that a token names, null if it names none. Whether it is valid, `isManageToken` says. */
export function namedInToken(token: string): string | null {
  return /^([\w-]{1,40})\./.exec(token)?.[1] ?? null
}

/** Is this the holder's manage token? */
export function isManageToken(secret: string, token: string, holder: LinkHolder): boolean {
  return matches(token, manageToken(secret, holder))
}

/** The subscriber of an unsubscribe token; null if it is not valid. */
export function readUnsubscribeToken(secret: string, token: string): string | null {
  const named = namedInToken(token)
  return named !== null && matches(token, unsubscribeToken(secret, named)) ? named : null
}

/** The request that a token confirms, and whether its 24 hours are over; null if it is not valid. */
export function readConfirmToken(
  secret: string,
  token: string,
  now: Instant,
): { subscriberId: string; requestedAt: Instant; expired: boolean } | null {
  const stamped = readStamped(token, (...named) => confirmToken(secret, ...named))
  if (!stamped) return null
  const { subscriberId, stamp: requestedAt } = stamped
  return { subscriberId, requestedAt, expired: now > requestedAt + CONFIRM_WITHIN }
}

/** The subscriber and the number that a token names in base36; null if it is not the one that `make` gives them. */
function readStamped(
  token: string,
  make: (subscriberId: string, stamp: number) => string,
): { subscriberId: string; stamp: number } | null {
  const [subscriberId, text, mac, ...more] = token.split('.')
  if (!subscriberId || !text || !mac || more.length > 0 || !/^[0-9a-z]{1,9}$/.test(text)) return null
  const stamp = Number.parseInt(text, 36)
  return matches(token, make(subscriberId, stamp)) ? { subscriberId, stamp } : null
}

/** `<subscriber>.<at base36>.<mac>`: takes back that the subscriber left at that instant, or moves it as asked then. */
const stampedToken = (purpose: 'resubscribe' | 'move') => (secret: string, subscriberId: string, at: Instant) =>
  `${subscriberId}.${at.toString(36)}.${sign(secret, purpose, `${subscriberId}:${at}`)}`
export const resubscribeToken = stampedToken('resubscribe')
export const moveToken = stampedToken('move')

/** What such a token of ours names, and whether its time is over; null if it is not valid. */
const readerOf = (make: typeof moveToken, within: number) => (secret: string, token: string, now: Instant) => {
  const stamped = readStamped(token, (...named) => make(secret, ...named))
  return stamped && { subscriberId: stamped.subscriberId, at: stamped.stamp, expired: now > stamped.stamp + within }
}
export const readResubscribeToken = readerOf(resubscribeToken, UNDO_WITHIN)
export const readMoveToken = readerOf(moveToken, CONFIRM_WITHIN)

/** `<subscriber>.<event base36>.<mac>`: answers for what one message of the ladder told one person. */
export function owedToken(secret: string, subscriberId: string, eventId: number): string {
  return `${subscriberId}.${eventId.toString(36)}.${sign(secret, 'owed', `${subscriberId}:${eventId}`)}`
}

/** Who was told by which event; null if the token is not valid. */
export function readOwedToken(secret: string, token: string): { subscriberId: string; eventId: number } | null {
  const stamped = readStamped(token, (...named) => owedToken(secret, ...named))
  return stamped && { subscriberId: stamped.subscriberId, eventId: stamped.stamp }
}

/** The token of a mailed `/staff/setup/` link. The database has its hash, and `seed`: no use without the secret. */
export function accountToken(secret: string, seed: string): string {
  return sign(secret, 'account', seed)
}

/** `<contact>.<mac>`: shows a contact its own entry, until the desk ends that. */
export function contactToken(secret: string, { id, linkGeneration }: LinkHolder): string {
  return `${id}.${sign(secret, 'contact', `${id}:${linkGeneration}`)}`
}

/** Public addresses, all from the site's URL without a trailing slash. */
export const incidentUrl = (site: string, incidentId: string) => `${site}/incidents/${incidentId}/`
export const platformUrl = (site: string, platformId: string) => `${site}/platforms/${platformId}/`
export const maintenanceUrl = (site: string, maintenanceId: string) => `${site}/maintenance/${maintenanceId}/`
/** Of what a promise is about. */
export const objectUrl = (site: string, { type, id }: { type: 'incident' | 'maintenance'; id: string }) =>
  (type === 'incident' ? incidentUrl : maintenanceUrl)(site, id)
const DESK_FOLDERS = { incident: 'incidents', maintenance: 'maintenance', organisation: 'organisations' }
/** An incident, a window or an organisation at the desk. */
export const deskPathOf = (type: keyof typeof DESK_FOLDERS, id: string) => `/staff/${DESK_FOLDERS[type]}/${id}/`
/** Below that, the form that answers. The page of an incident begins with that of its next update. */
const ANSWERED_AT: Record<OwedKind, string> = {
  update: '',
  first_response: '',
  report: 'report/',
  // A fragment opens the folds around it.
  no_answer: '#caseStatus',
  details: '#details.description',
  // The end is told or put off, and a notice is made up for, by what the state of the window allows.
  notice: '#actions',
  end: '#actions',
}
/** Where whoever is signed in at the desk answers what is owed: the form itself. */
export function deskUrl(site: string, kind: OwedKind, { type, id }: Pick<OwedObject, 'type' | 'id'>): string {
  return site + deskPathOf(type, id) + ANSWERED_AT[kind]
}
export const manageUrl = (site: string, token: string) => `${site}/manage/${token}`
export const unsubscribeUrl = (site: string, token: string) => `${site}/unsubscribe/${token}`
export const setupUrl = (site: string, token: string) => `${site}/staff/setup/${token}`
export const owedUrl = (site: string, token: string) => `${site}/owed/${token}`
export const confirmUrl = (site: string, token: string) => `${site}/confirm/${token}`
export const resubscribeUrl = (site: string, token: string) => `${site}/resubscribe/${token}`
export const moveUrl = (site: string, token: string) => `${site}/confirm/address/${token}`
export const contactUrl = (site: string, token: string) => `${site}/contacts/${token}/`
export const organisationUrl = (site: string, token: string) => `${site}/organisations/${token}/`
