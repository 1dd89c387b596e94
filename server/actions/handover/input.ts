import { z } from 'zod'
import { markdown } from '../../lib/input/fields.ts'

/** `POST /handovers`. */
export const handoverInput = z.strictObject({
  note: markdown(5_000).optional().describe('What the next shift has to know beside it. Plain text; never public.'),
})
