import type { WeeklyHours } from '../time/office-hours.ts'

/** A way to reach somebody: an e-mail address, a telephone number or a URL. */
export interface ContactWay {
  /** What it is, such as "Mobile"; null where the address says enough. */
  name: string | null
  contact: string
}

/** When somebody is there. */
export interface Attendance<Hours extends WeeklyHours | null = WeeklyHours> {
  /** In the provider's zone. */
  hours: Hours
  /** Are the hours kept on holidays, too? */
  onHolidays: 'open' | 'closed'
}

/** The ISO dates on which it stays closed, whatever the weekday. */
export function closedDates({ onHolidays }: Pick<Attendance, 'onHolidays'>, holidays: readonly string[]) {
  return onHolidays === 'closed' ? holidays : []
}

/** How customers reach support. */
export interface SupportChannel extends Attendance {
  kind: 'portal' | 'email' | 'chat' | 'phone'
  /** The name that customers know; null: the page names it by its kind. */
  name: string | null
  /** None until the operator has configured it. */
  ways: readonly ContactWay[]
  /** Is it meant for urgent matters? */
  urgent: boolean
  /** One sentence to know before using it. */
  note: string | null
  /** Do cases that come this way start at the lowest priority? */
  startsLow: boolean
}

/** How a case is answered or reopened (support plan, "managing cases"). */
const CASE_WAYS = ['phone', 'chat', 'mail'] as const
export type CaseWay = (typeof CASE_WAYS)[number]

/**
 * The ways that customers really have: what nobody configured is not theirs. `mailIsAnswered`: do replies to mails reach
 * the desk?
 */
export function caseWays(channels: readonly SupportChannel[], mailIsAnswered: boolean): CaseWay[] {
  return CASE_WAYS.filter((way) => (way === 'mail' ? mailIsAnswered : isReached(channels, way)))
}

/** The ways for what is urgent that customers really have (support plan, "reaching support"). */
export function urgentWays(channels: readonly SupportChannel[]): ('phone' | 'chat')[] {
  const urgent = channels.filter((channel) => channel.urgent)
  return (['chat', 'phone'] as const).filter((way) => isReached(urgent, way))
}

function isReached(channels: readonly SupportChannel[], kind: SupportChannel['kind']): boolean {
  return channels.some((channel) => channel.kind === kind && channel.ways.length > 0)
}

/** Hours without an address, or a word on where it is, lead nobody anywhere: the defaults have no addresses. */
export function isFound({ ways, note }: Pick<SupportPlace, 'ways' | 'note'>): boolean {
  return ways.length > 0 || note !== null
}

/** The channels that lead somewhere. The address for support (`supportUrl`) is the portal unless another is named. */
export function channelsFound(channels: readonly SupportChannel[], supportUrl: string | null): SupportChannel[] {
  const found = channels.filter(isFound)
  const isNamed = found.some(
    ({ kind, ways }) => kind === 'portal' || ways.some(({ contact }) => contact === supportUrl),
  )
  if (supportUrl === null || isNamed) return found
  const portal = channels.find(({ kind }) => kind === 'portal') ?? PORTAL
  return [{ ...portal, ways: [{ name: null, contact: supportUrl }] }, ...found]
}

/** Does the support page name anybody or anything by which customers reach support? */
export function isReachable({ channels, places, contacts, escalation }: Support, supportUrl: string | null): boolean {
  const people = [...contacts, ...escalation.flatMap(({ people }) => people)]
  return (
    channelsFound(channels, supportUrl).length > 0 || places.some(isFound) || people.some(({ ways }) => ways.length > 0)
  )
}

/** Another contact: the portal, the knowledge base, billing, requests for changes. */
export interface SupportPlace extends Attendance<WeeklyHours | null> {
  kind: 'portal' | 'knowledge_base' | 'changes' | 'billing' | 'other'
  name: string | null
  ways: readonly ContactWay[]
  note: string | null
}

/** Somebody, or a desk, of the provider. `families` are groups of platforms; none means all. */
export interface SupportPerson extends Attendance<WeeklyHours | null> {
  role: string
  name: string | null
  ways: readonly ContactWay[]
  families: readonly string[]
}

export const ESCALATION_KINDS = ['support', 'billing', 'implementation', 'customer_success', 'sales', 'other'] as const

/** Whom a customer may call next, in order, about one thing. */
export interface EscalationPath {
  kind: (typeof ESCALATION_KINDS)[number]
  name: string | null
  note: string | null
  people: readonly SupportPerson[]
}

/** The contents of the support page beside the rules. Names, numbers and addresses come from the operator. */
export interface Support {
  channels: readonly SupportChannel[]
  places: readonly SupportPlace[]
  /** People of the provider whom every customer may reach. */
  contacts: readonly SupportPerson[]
  escalation: readonly EscalationPath[]
}

const CHAT_HOURS: WeeklyHours = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '05:00', to: '24:00' },
  { days: ['sat', 'sun'], from: '08:00', to: '17:00' },
]
const CHANGE_HOURS: WeeklyHours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '19:00' }]

const COMMON = { name: null, ways: [], note: null } as const
const ALWAYS = { hours: 'always', onHolidays: 'open' } as const
const PORTAL = { ...COMMON, kind: 'portal', ...ALWAYS, urgent: false, startsLow: true } as const

/** The defaults of the support plan: opening hours, without addresses. */
export const DEFAULT_SUPPORT: Support = {
  channels: [
    PORTAL,
    { ...COMMON, kind: 'email', ...ALWAYS, urgent: false, startsLow: true },
    { ...COMMON, kind: 'chat', hours: CHAT_HOURS, onHolidays: 'closed', urgent: true, startsLow: false },
    { ...COMMON, kind: 'phone', ...ALWAYS, urgent: true, startsLow: false },
  ],
  places: [{ ...COMMON, kind: 'changes', hours: CHANGE_HOURS, onHolidays: 'closed' }],
  contacts: [],
  escalation: [],
}
