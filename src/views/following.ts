import type { Which } from '../../server/domain/incident/notice.ts'
import type { CaseStatus, Kind, Phase, Scope } from '../../server/domain/vocabulary.ts'
import type { PlatformRef } from './platform.ts'
import type { PromiseView } from './promises.ts'

/** What is wrong with a form that was sent; the dictionary says it. */
export interface FormFault {
  /** The field that it stands at; null: it is about the whole form. */
  field:
    | 'address'
    | 'room'
    | 'owner'
    | 'scope'
    | 'kinds'
    | 'timeZone'
    | 'quiet'
    | 'quietTo'
    | 'until'
    | 'reason'
    | 'note'
    | null
  says:
    | 'missing'
    | 'address'
    | 'room'
    | 'owner'
    | 'nothing'
    | 'nothingLeft'
    | 'gone'
    | 'kinds'
    | 'timeZone'
    | 'quiet'
    | 'until'
    | 'reason'
    | 'reasonLong'
    | 'noteLong'
    | 'due'
    | 'nothingBefore'
    | 'putOff'
    | 'action'
    | 'limited'
    | 'stillWaiting'
    | 'tooOld'
    | 'tooManySecrets'
    | 'elsewhere'
  /** What its channel says of the address. */
  detail?: string
  /** In how many seconds to try again, if it was too much for now. */
  wait?: number
  /** Where it was sent from, if that is known, and where this form is at home. */
  addresses?: { used: string | null; own: string }
}

/** What was typed and chosen in a form, as it was sent. */
interface SentChoices {
  /** "all", "platform:ID", "incident:ID" */
  scopes: string[]
  kinds: string[]
}

/** What tells an incident from another one of the same title. */
export type WhichIncident = Which

/** An incident that can be followed alone. */
export interface FollowableIncident extends WhichIncident {
  id: string
  title: string
  titleLang?: string | undefined
}

/** An address with an owner, as it was typed: a secret, which the answer alone shows, to whoever sent it. */
interface SentRoom {
  channel: string
  address: string
  owner: string
  /** Was it asked for, or only its channel left as it stood? */
  isAsked: boolean
}

export interface SubscribeView {
  kind: 'subscribe'
  platforms: PlatformRef[]
  /** Those that can be followed alone: the open ones, newest first, and what was chosen. */
  incidents: FollowableIncident[]
  /** What was sent and could not be accepted, to be put right; null: nothing yet. */
  sent: (SentChoices & { address: string; timeZone: string; room?: SentRoom }) | null
  faults: FormFault[]
}

/** A confirmed or pending subscription in words: a platform's or incident's name, or null for everything. */
export interface FollowView {
  scope: Scope
  name: string | null
  kinds: Kind[]
}

/** An incident that is followed, with what is promised next: where the reader came from, and goes back to. */
export interface FollowedIncident extends WhichIncident {
  title: string
  url: string
  phase: Phase
  caseStatus: CaseStatus
  promise: PromiseView
}

/** The way from asking to following. */
export interface ConfirmView {
  kind: 'confirm'
  /**
   * `asked`: the form was sent, what happens next is the same whatever is known of the address. `expired`: the link was
   * ours once; `unknown`: never, or a part of it is missing.
   */
  state: 'asked' | 'ask' | 'done' | 'expired' | 'unknown' | 'move' | 'moved'
  /** Partly hidden ("a…@example.org"); as it was typed where it was just asked, so that a slip is seen. */
  address: string | null
  /** Of `asked`: the room or webhook that is to be confirmed there, and who else is asked. */
  via?: string
  also?: { address: string; via?: string }[]
  /** Does somebody else answer for the address, who has the links? */
  owned?: boolean
  follows: FollowView[]
  /** How many more were chosen than are named. */
  more: number
  incidents: FollowedIncident[]
  manageUrl: string | null
  /** What messages are signed with, this once. */
  secret?: string
}

export interface ManageView {
  kind: 'manage'
  /** As `UnsubscribeView` has it. */
  namedBy?: string[]
  /** The text above the form: of an address, or of a browser. */
  intro: 'intro' | 'introPush'
  address: string
  /** Can it be changed here? And to which one that was asked and has not answered yet; partly hidden. */
  moves?: boolean
  movingTo?: string | null
  follows: FollowView[]
  /**
   * Everything that could be followed, and archived platforms that are followed; of incidents the open ones, those
   * followed, and those given up a moment ago.
   */
  platforms: (PlatformRef & { archived: boolean })[]
  incidents: FollowableIncident[]
  locale: string
  timeZone: string | null
  quietHours?: { from: string; to: string } | null
  /** Is a weekly overview sent? Null: not by this channel. */
  digest?: boolean | null
  /** Names of IANA zones to choose from. */
  zones: string[]
  /** Null: whoever is reached there subscribed itself. */
  owned: OwnedView | null
  /** What was sent and could not be accepted, to be put right; null: the view shows what is so. */
  sent: (SentChoices & { locale: string; timeZone: string; quiet?: [string, string]; digest?: boolean }) | null
  faults: FormFault[]
  /** Is what it shows what was saved a moment ago? */
  saved: boolean
}

/** What the owner sees of an address that cannot be asked itself. */
export interface OwnedView {
  /** The newest first. */
  attempts: {
    id: string
    at: number
    /** As the message says it: `incident.resolved`. */
    type: string
    outcome: 'sent' | 'gone' | 'failed' | 'later'
    /** The HTTP status; null where no answer came. */
    status: number | null
    answer: string
    /** Is its message still to be sent, and when is it tried again? Null: at its turn. */
    waits: boolean
    nextAt: number | null
  }[]
  /**
   * What is still to be sent, in order. `nextAt`: when it is tried again, or until when it is held; null: at its turn.
   * `why`: what the last attempt came to; null: there was none.
   */
  waiting: { type: string; at: number; nextAt: number | null; why: string | null }[]
  /** Are messages signed? */
  signed: boolean
  /** The new secret, this once. */
  secret: string | null
}

export interface UnsubscribeView {
  kind: 'unsubscribe'
  /**
   * `ended`: the link was right, and what it stood for is over. `unknown`: it is no link of ours, or not all of one.
   * `askBack`: whoever left may take that back; `back`: it did; `over`: not any more.
   */
  state: 'ask' | 'done' | 'ended' | 'unknown' | 'askBack' | 'back' | 'over'
  address: string | null
  /** Organisations that named whoever it is of, and are promised that it is told. */
  namedBy?: string[]
  /** What would be followed again. */
  follows?: FollowView[]
  manageUrl?: string
}
