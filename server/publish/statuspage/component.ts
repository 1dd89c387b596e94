import type { Site } from '../../../src/views.ts'
import { worst } from '../../domain/platform/state.ts'
import type { Instant, PlatformState } from '../../domain/vocabulary.ts'
import { groupId } from '../../lib/ids.ts'
import type { PlatformRow } from '../facts/snapshot.ts'
import { pageId, wireTime } from './page.ts'

export interface WireComponent {
  id: string
  name: string
  status: PlatformState
  created_at: string
  updated_at: string
  position: number
  description: string | null
  showcase: boolean
  start_date: string | null
  group_id: string | null
  page_id: string
  group: boolean
  only_show_if_degraded: boolean
  components?: string[]
}

/** When a platform was last changed, or its state. */
function componentChangedAt({ updated_at, state_changed_at }: PlatformRow): Instant {
  return Math.max(updated_at, state_changed_at ?? 0)
}

/** A platform in its group. Its id is the platform's own. Its time moves with its state, as Statuspage's does. */
export function wireComponent(
  platform: PlatformRow,
  status: PlatformState,
  site: Site,
  changedAt = componentChangedAt(platform),
): WireComponent {
  return {
    id: platform.id,
    name: platform.name,
    status,
    created_at: wireTime(platform.created_at),
    updated_at: wireTime(changedAt),
    position: platform.position,
    description: platform.description,
    showcase: false,
    start_date: wireTime(platform.created_at).slice(0, 'YYYY-MM-DD'.length),
    group_id: groupId(platform),
    page_id: pageId(site),
    group: false,
    only_show_if_degraded: false,
  }
}

/** What an update did to a component. */
export interface WireChange {
  code: string
  name: string
  old_status: PlatformState
  new_status: PlatformState
}

/** Names its group, too, as Statuspage does where a component stands alone. */
export function wireChange({ id, name, group_name }: PlatformRow, from: PlatformState, to: PlatformState): WireChange {
  return { code: id, name: `${group_name} - ${name}`, old_status: from, new_status: to }
}

/** Groups and their platforms, listed flat as Statuspage does: each group before its members. */
export function wireComponents(
  platforms: readonly PlatformRow[],
  states: ReadonlyMap<string, PlatformState>,
  site: Site,
): WireComponent[] {
  const groups = [...Map.groupBy(platforms, (platform) => platform.group_name)]
  return groups.flatMap(([name, members], index) => {
    const id = groupId(members[0] as PlatformRow)
    const components = members.map((platform) =>
      wireComponent(platform, states.get(platform.id) ?? 'operational', site),
    )
    return [wireGroup(id, name, index + 1, components, site), ...components]
  })
}

function wireGroup(
  id: string,
  name: string,
  position: number,
  members: readonly WireComponent[],
  site: Site,
): WireComponent {
  const times = (pick: (member: WireComponent) => string) => members.map(pick).sort()
  return {
    id,
    name,
    status: worst(members.map((member) => member.status)),
    created_at: times((member) => member.created_at)[0] as string,
    updated_at: times((member) => member.updated_at).at(-1) as string,
    position,
    description: null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: pageId(site),
    group: true,
    only_show_if_degraded: false,
    components: members.map((member) => member.id),
  }
}
