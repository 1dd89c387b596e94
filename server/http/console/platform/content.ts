import { createHash } from 'node:crypto'
import type { FormValues } from '../../../../src/views.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Platform } from '../../../queries/platforms.ts'

// A platform may have any slug as its id, also "new": what is not about one platform lies deeper than a platform's page.
export const LIST = '/staff/platforms/'
export const NEW = `${LIST}all/new/`
export const ORDER = `${LIST}all/order/`
export const pathOf = (id: string) => `${LIST}${id}/`

/** From so many platforms on, groups are folded. */
const MANY = 40
export const isMany = (platforms: readonly unknown[]) => platforms.length > MANY

/** A platform as its form has it. */
export function platformValues({
  name,
  group,
  description,
}: Pick<Platform, 'name' | 'group' | 'description'>): FormValues {
  return { name: [name], group: [group], description: description === null ? [] : [description] }
}

/** What was seen of something, so that nothing else is done than what that said. */
export function seenOf(...seen: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url')
}

const FIELD: Readonly<Record<string, string>> = {
  platform_exists: '/id',
  platform_name_taken: '/name',
  group_name_taken: '/name',
}

/** A refusal beside the field that has what is taken. */
export function besideFields(refusal: Refusal): Refusal {
  const { code, fields: _, ...said } = refusal
  const pointer = FIELD[code]
  return pointer === undefined ? refusal : { ...refusal, fields: [{ ...said, pointer }] }
}
