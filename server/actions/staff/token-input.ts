import { z } from 'zod'
import { ROLES } from '../../domain/vocabulary.ts'
import { line } from '../../lib/input/fields.ts'

/** `token create`. */
export const createTokenInput = z.strictObject({ name: line(60), role: z.enum(ROLES) })
