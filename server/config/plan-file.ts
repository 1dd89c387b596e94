import { z } from 'zod'
import { DEFAULT_PLAN, type Plan, type PriorityPolicy, type Span } from '../domain/plan/plan.ts'
import { isZone } from '../domain/time/zone.ts'
import { HOUR, MINUTE, PRIORITIES, type Priority } from '../domain/vocabulary.ts'
import { supportFile, supportOf } from './support-file.ts'

const UNITS = { minute: MINUTE, hour: HOUR }

/** "15 minutes", "1 hour", "2 business days". */
const span = z
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

const zone = z.string().refine(isZone, 'Name an IANA time zone, such as "America/Denver".')

const policy = z
  .strictObject({
    firstResponse: span.optional().describe('From opening the case to its first public word.'),
    every: span.optional().describe('From one public update to the next.'),
    confirm: z.boolean().optional().describe('Posted only after an explicit confirmation; a P3 and a P4 are.'),
  })
  .describe('What is promised for a priority; what is left out keeps its default.')

const addresses = z.array(z.string().trim().toLowerCase().pipe(z.email())).max(100).default([])

const staff = z
  .strictObject({
    leads: addresses.describe('Told at once of each designation of a P1G.'),
    desk: addresses.describe('Told what the desk owes.'),
  })
  .describe('E-mail addresses of those who are told by their role.')

/** The configuration file: who the provider is and what its support plan promises. Whatever it leaves out has its default. */
export const planFile = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1).max(80).optional().describe("The provider's name, as the page and the mails show it."),
    zone: zone.default(DEFAULT_PLAN.zone).describe("The provider's IANA time zone; promises and days are told in it."),
    supportUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Where customers get help; linked from every page.'),
    holidays: z.array(z.iso.date()).default([]).describe('Dates that are not business days.'),
    p1gRole: z.enum(['agent', 'lead', 'admin']).default('agent').describe('The least role that may designate a P1G.'),
    dueSoon: span
      .refine((value) => 'ms' in value, 'Write it in minutes or hours.')
      .default({ ms: DEFAULT_PLAN.dueSoon })
      .describe('A promise is "due soon" this long before it is due.'),
    priorities: z
      .strictObject(
        Object.fromEntries(PRIORITIES.map((p) => [p, policy.optional()])) as Record<
          Priority,
          z.ZodOptional<typeof policy>
        >,
      )
      .default({})
      .describe('Response and update frequencies per priority.'),
    noAnswer: span
      .default(DEFAULT_PLAN.noAnswer)
      .describe('Without an answer from the customers for this long, the desk is told to close the case.'),
    postmortem: span
      .default(DEFAULT_PLAN.postmortem)
      .describe('The report on a resolved P1G is due this long after its resolution.'),
    staff: staff.default({ leads: [], desk: [] }),
    support: supportFile.optional(),
  })
  .describe('Signalpost configuration')

export type PlanFile = z.output<typeof planFile>

/** The rules that the file and the defaults make together. */
export function planOf(file: PlanFile): Plan {
  const priorities = Object.fromEntries(
    PRIORITIES.map((p): [Priority, PriorityPolicy] => {
      const { firstResponse, every, confirm } = { ...DEFAULT_PLAN.priorities[p], ...file.priorities[p] }
      return [p, { ...DEFAULT_PLAN.priorities[p], firstResponse, every, confirm }]
    }),
  ) as Record<Priority, PriorityPolicy>
  return {
    zone: file.zone,
    locale: DEFAULT_PLAN.locale,
    holidays: file.holidays,
    p1gRole: file.p1gRole,
    dueSoon: 'ms' in file.dueSoon ? file.dueSoon.ms : DEFAULT_PLAN.dueSoon,
    priorities,
    noAnswer: file.noAnswer,
    postmortem: file.postmortem,
    staff: file.staff,
    support: file.support ? supportOf(file.support) : DEFAULT_PLAN.support,
  }
}

/** The file's JSON Schema, for editors; published as `/config.schema.json`. */
export function planFileSchema(): object {
  return z.toJSONSchema(planFile, { io: 'input' })
}
