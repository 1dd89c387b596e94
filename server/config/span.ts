import { z } from 'zod'
import type { Span } from '../domain/plan/plan.ts'
import { HOUR, MINUTE } from '../domain/vocabulary.ts'

const UNITS = { minute: MINUTE, hour: HOUR }

/** "15 minutes", "1 hour", "2 business days". */
export const span = z
  .string()
  .regex(
    /^[1-9]\d{0,3} (minutes?|hours?|business days?)$/,
    'Write a span like "15 minutes", "1 hour" or "2 business days".',
  )
  .transform((text): Span => {
    const count = Number.parseInt(text, 10)
    const unit = text.replace(/^\d+ /, '').replace(/s$/, '')
    return unit === 'business day' ? { businessDays: count } : { ms: count * UNITS[unit as keyof typeof UNITS] }
  })
