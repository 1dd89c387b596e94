import { z } from 'zod'
import { ROLES } from '../../domain/vocabulary.ts'
import { instant, plainName } from '../../lib/input/fields.ts'

/** A token: who or what uses it, what it may do, and when it ends. */
export const createTokenInput = z.strictObject({
  name: plainName(60),
  role: z.enum(ROLES),
  expiresAt: instant.optional().describe('When it ends, within a year; without, it never does.'),
})
