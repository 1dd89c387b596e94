import type { Impact, Phase, Priority } from '../../server/domain/vocabulary.ts'
import type { Slug } from './platforms.ts'

/** A demonstration as data: times are relative to the moment it is loaded. */
export interface Seed {
  /** What the setting `demo` holds while it is loaded. */
  name: string
  platforms: readonly SeedPlatform[]
  incidents: readonly SeedIncident[]
}

export interface SeedPlatform {
  id: string
  name: string
  group: string
  description: string
}

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

export type SeedStep = SeedUpdate | SeedDesignation | SeedCorrection

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
export interface SeedDesignation {
  after: number
  designate: { reason: string }
}

/** The words of the update before are corrected. */
export interface SeedCorrection {
  after: number
  correct: { body: string }
}

/** Markdown from its blocks. */
export function text(...blocks: readonly string[]): string {
  return blocks.join('\n\n')
}

/** A Markdown list. */
export function list(...items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}
