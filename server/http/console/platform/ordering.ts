import { dictionary } from '../../../../src/i18n/index.ts'
import type { FormValues } from '../../../../src/views.ts'
import { moved, placed } from '../../../domain/platform/order.ts'
import type { FieldError } from '../../../domain/refusal.ts'
import type { AppDeps } from '../../deps.ts'
import { isChanged } from '../form/touched.ts'
import { first } from '../form/values.ts'
import type { PlatformGroup } from './groups.ts'

// The form of the order names a group `group.<its id>` and a platform `place.<its id>`: both the field with its place, and,
// after a word, the button that moves it: "up place.zoom-phone".

export const groupField = ({ id }: { id: string }) => `group.${id}`
export const placeField = ({ id }: { id: string }) => `place.${id}`

/** A button: what it moves, and which way. */
export interface Move {
  of: string
  way: 'up' | 'down'
}

/** What a button of the form sends. */
const BUTTON = /^(up|down) ((?:group|place)\.[a-z0-9-]+)$/

export function moveOf(button: string | undefined): Move | null {
  const [, way, of] = BUTTON.exec(button ?? '') ?? []
  return of === undefined ? null : { of, way: way === 'up' ? 'up' : 'down' }
}

/** Where everything stands, as the fields have it. */
export function placeValues(groups: readonly PlatformGroup[]): FormValues {
  const fields = groups.flatMap((group, index) => [
    [groupField(group), [`${index + 1}`]] as const,
    ...group.platforms.map((one, place) => [placeField(one), [`${place + 1}`]] as const),
  ])
  return Object.fromEntries(fields)
}

/** The groups as they were asked for: by numbers that were typed, then by the button; or which numbers are none. */
export function arranged(
  { site }: Pick<AppDeps, 'site'>,
  groups: readonly PlatformGroup[],
  typed: FormValues,
  move: Move | null,
): { groups: PlatformGroup[]; faults: FieldError[] } {
  const { wrong } = dictionary(site.locale).console.platformOrder
  const faults: FieldError[] = []
  const inOrder = <T>(all: readonly T[], fieldOf: (one: T) => string): T[] => {
    const places = new Map<T, number>()
    all.forEach((one) => {
      const name = fieldOf(one)
      if (typed[name] === undefined || !isChanged(typed, name)) return
      const said = first(typed, name) ?? ''
      if (/^[1-9]\d{0,5}$/.test(said)) places.set(one, Number(said))
      else faults.push({ pointer: `/${name}`, detail: wrong(all.length) })
    })
    const order = placed(all, places)
    const one = order.find((each) => fieldOf(each) === move?.of)
    return one === undefined ? order : moved(order, one, move?.way === 'up' ? -1 : 1)
  }
  const placedGroups = inOrder(groups, groupField)
  return { groups: placedGroups.map((one) => ({ ...one, platforms: inOrder(one.platforms, placeField) })), faults }
}
