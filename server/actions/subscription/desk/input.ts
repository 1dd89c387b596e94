import { z } from 'zod'
import { line, list, locale, slug, timeZone } from '../../../lib/input/fields.ts'
import { kinds, owner } from '../input.ts'

/** Why the desk disables a subscriber. */
export const disableInput = z.strictObject({
  reason: line(200).describe('For the desk alone; erased with the person.'),
})

/** Whom the desk has asked whether they want to follow, and what: no platform is everything. */
export const askInput = z.strictObject({
  address: owner,
  platforms: list(slug, 200).default([]),
  kinds,
  locale,
  timeZone: timeZone.nullable(),
})
