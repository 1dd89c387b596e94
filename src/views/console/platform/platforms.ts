import type { ConsoleFrame } from '../frame.ts'
import type { FormValues } from '../maintenance.ts'

export interface ListedPlatform {
  id: string
  name: string
  description: string | null
}

/** What customers use and follow, as the page groups it, and what was archived. */
export interface DeskPlatformsView extends ConsoleFrame<'platforms/list'> {
  query: string
  mayChange: boolean
  /** So many that each group is folded until it is asked for. */
  isFolded: boolean
  groups: { id: string; name: string; platforms: ListedPlatform[] }[]
  archived: (ListedPlatform & { group: string })[]
}

/** The form that adds a platform, or with an id the one that changes it. */
export interface DeskPlatformView extends ConsoleFrame<'platforms/one'> {
  id: string | null
  /** As it is called now. */
  name: string
  once: string
  values: FormValues
  /** Names of the groups that there are. */
  groups: string[]
  isArchived: boolean
}

/** All platforms and groups with their places, to be put in another order. */
export interface PlatformOrderView extends ConsoleFrame<'platforms/order'> {
  once: string
  values: FormValues
  isFolded: boolean
  groups: { id: string; name: string; platforms: { id: string; name: string }[] }[]
  /** The button that was pressed last: where whoever uses the keyboard goes on. */
  pressed: { of: string; way: 'up' | 'down' } | null
}

/** A group of platforms and its name. */
export interface PlatformGroupView extends ConsoleFrame<'platforms/group'> {
  id: string
  name: string
  values: FormValues
  platforms: string[]
  /** Roles that the configuration file names it for. */
  named: { teams: string[]; people: string[] }
}

/** What archiving a platform does, before it is done; of an archived one, that it can come back. */
export interface ArchivingView extends ConsoleFrame<'platforms/archiving'> {
  id: string
  name: string
  group: string
  isArchived: boolean
  /** What keeps it in use, in sentences, with the way to it. */
  uses: { says: string; href: string | null }[]
  followers: { told: number; nothingElse: number }
  organisations: { count: number; named: { id: string; name: string }[] }
  /** `isAlone`: they name no other platform in use. */
  templates: { id: string; name: string; isAlone: boolean }[]
  /** Is it the last one of its group? Then what the configuration file names the group for. */
  lastOfGroup: { teams: string[]; people: string[] } | null
  /** As it is shown here. */
  seen: string
}
