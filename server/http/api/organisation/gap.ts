import { z } from '@hono/zod-openapi'
import { PURPOSES } from '../../../domain/contact/contact.ts'
import { LACKS } from '../../../domain/contact/coverage.ts'

/** What an organisation lacks for a purpose. */
export const gap = z.object({
  purpose: z.enum(PURPOSES),
  lack: z
    .enum(LACKS)
    .describe('`none`: nobody is named. `suppressed`: nothing is sent there any more. `unconfirmed`: for a year.'),
})
