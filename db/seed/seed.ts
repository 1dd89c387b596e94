import type { ContactFields } from '../../server/domain/contact/contact.ts'
import type { ShortNotice } from '../../server/domain/maintenance/maintenance.ts'
import type { TemplateFields } from '../../server/domain/template/template.ts'
import type { Impact, Phase, Priority } from '../../server/domain/vocabulary.ts'
import type { SeedPlatform, Slug } from './platforms.ts'

/** A demonstration as data: times are relative to the moment it is loaded. */
export interface Seed {
  /** What the setting `demo` holds while it is loaded. */
  name: string
  platforms: readonly SeedPlatform[]
  incidents: readonly SeedIncident[]
  /** What the support plan's programmes are about, by the programme's id. */
  programmes: Readonly<Record<string, readonly Slug[]>>
  maintenances: readonly SeedMaintenance[]
  templates: readonly SeedTemplate[]
  organisations: readonly SeedOrganisation[]
}

/** A text that the desk has ready for its own platforms, beside those that every installation begins with. */
export type SeedTemplate = TemplateFields & { platforms: readonly Slug[] }

/** A customer, and whom it named so many days ago. */
export interface SeedOrganisation {
  name: string
  customerNumber: string | null
  platforms: readonly Slug[]
  daysAgo: number
  contacts: readonly SeedContact[]
}

/** `bounced`: mail to the address came back, for this reason. */
export type SeedContact = ContactFields & { bounced?: string }

export type Impacts = Readonly<Partial<Record<Slug, Impact>>>

export interface SeedIncident {
  title: string
  priority: Priority
  /** The first post: days before today at a wall time in the provider's zone, or minutes before now. */
  posted: { daysAgo: number; at: string } | { minutesAgo: number }
  /** Minutes before the first post at which the desk opened the case, and at which the trouble began. */
  openedBefore: number
  startedBefore?: number
  caseNumber?: string
  vendor?: string
  platforms: Impacts
  /** The first is posted at minute 0. */
  steps: readonly [SeedUpdate, ...SeedStep[]]
}

export type SeedStep = SeedUpdate | SeedDesignation | SeedCorrection | SeedReport

/** A public update, `after` minutes from the first one. */
export interface SeedUpdate {
  after: number
  phase?: Phase
  /** Markdown. */
  body: string
  /** What it changes. */
  platforms?: Impacts
  /** Minutes from this update. */
  nextUpdateIn?: number
  etrIn?: number
  reason?: string
  translations?: Readonly<Record<string, { title?: string; body: string }>>
}

/** The desk finds that the case is a master case. */
interface SeedDesignation {
  after: number
  designate: { reason: string }
}

/** The words of the update before are corrected. */
interface SeedCorrection {
  after: number
  correct: { body: string }
}

/** The report on the cause is published, in Markdown. */
interface SeedReport {
  after: number
  report: string
}

/** A window in which more happens than its programme says, or one outside every programme. */
export interface SeedMaintenance {
  /** Counted from the present: -1 is the programme's last window that is over, 1 the one that runs or comes next. */
  window: { programme: string; place: number } | SeedUnscheduled
  steps: readonly SeedMaintenanceStep[]
}

interface SeedUnscheduled {
  title: string
  description: string
  reason: string
  platforms: readonly Slug[]
  shortNotice?: ShortNotice
  /** Days before (or, negative, after) today, at a wall time in the provider's zone, and for how many minutes. */
  daysAgo: number
  at: string
  lasts: number
  scheduled: SeedMoment
}

/** Minutes from the window's start, before it if negative; or days before the demonstration is loaded. */
export type SeedMoment = { after: number } | { daysAgo: number }

/** What somebody did about a window; what lies in the future is left out. */
export type SeedMaintenanceStep = { when: SeedMoment } & (
  | { say: string; state?: 'announced' | 'verifying' | 'completed' }
  | { details: string; reason?: string }
  /** Its end in minutes from its start, or by how many days it moves. */
  | { endsAfter: number; note: string }
  | { moveDays: number; note: string }
  | { cancel: string }
)

/** Markdown from its blocks. */
export function text(...blocks: readonly string[]): string {
  return blocks.join('\n\n')
}

/** A Markdown list. */
export function list(...items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}
