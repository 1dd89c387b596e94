import { z } from 'zod'
import { ROLES } from '../../domain/vocabulary.ts'
import { plainName } from '../../lib/input/fields.ts'

/** `token create`. */
export const createTokenInput = z.strictObject({ name: plainName(60), role: z.enum(ROLES) })
