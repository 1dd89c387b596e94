import { z } from 'zod'
import { LOCALES } from '../../src/i18n/index.ts'
import { DEFAULT_PLAN, type Plan, type PriorityPolicy } from '../domain/plan/plan.ts'
import { spelledZone } from '../domain/time/renamed-zones.ts'
import { isPlaceZone } from '../domain/time/zone.ts'
import { PRIORITIES, type Priority } from '../domain/vocabulary.ts'
import { line } from '../lib/input/fields.ts'
import { brandFile } from './brand/brand-file.ts'
import { masterCadence, soonBeforeDue } from './cadences.ts'
import { changesFile, changesOf } from './changes-file.ts'
import { ladderFile, ladderOf, teamsFile, teamsOf } from './ladder-file.ts'
import { rulesOf, signInFile } from './sign-in/sign-in-file.ts'
import { span } from './span.ts'
import { supportFile, supportOf } from './support-file.ts'

const zone = z
  .string()
  .refine(isPlaceZone, { error: ({ input }) => `"${input}" is no IANA time zone, such as "America/Denver".` })
  .overwrite(spelledZone)

const policyWith = (every: typeof span) =>
  z
    .strictObject({
      firstResponse: span.optional().describe('From the opening of the case to its first public update.'),
      every: every.optional().describe('From one public update to the next; for P1G at most 1 hour.'),
      asRequested: z
        .boolean()
        .optional()
        .describe('Customers may ask for another rhythm of updates; the support page says so. Default: true for P1.'),
      confirm: z
        .boolean()
        .optional()
        .describe('Becomes public only after an explicit confirmation. Default: true for P3 and P4.'),
    })
    .describe('What is promised for a priority. What is left out keeps its default.')

const policy = policyWith(span)
const policies = (priority: Priority) => (priority === 'P1G' ? policyWith(masterCadence) : policy)

const addresses = z.array(z.string().trim().toLowerCase().pipe(z.email())).max(100).default([])

const staff = z
  .strictObject({
    leads: addresses.describe(
      'Notified at once when an incident becomes a P1G, or no longer is one. They fill the role "duty lead" of the ladder where no team does, and are told in place of whoever is missing.',
    ),
    desk: addresses.describe('They fill the role "desk" of the ladder where no team does.'),
  })
  .describe('E-mail addresses of staff that are notified by role.')

/** The configuration file: the provider and the promises of its support plan. Everything has a default. */
export const planFile = z
  .strictObject({
    $schema: z.string().optional(),
    name: line(80).optional().describe("The provider's name, as shown on the page and in mails."),
    brand: brandFile.optional(),
    zone: zone
      .default(DEFAULT_PLAN.zone)
      .describe("The provider's IANA time zone, in which promises and days are counted and shown."),
    languages: z
      .array(z.enum(LOCALES))
      .nonempty('Name at least one language.')
      .refine((all) => new Set(all).size === all.length, 'Name each language once.')
      .default([...LOCALES])
      .describe(
        'The languages of pages and messages. Staff write in the first, whose pages are at `/`; those of others are below their names, as `/pt/`.',
      ),
    supportUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        'The portal, or site, where customers get help: linked from every page, and the portal on the support page and in mails unless `support` names another.',
      ),
    holidays: z.array(z.iso.date()).default([]).describe('Dates that are not business days.'),
    p1gRole: z.enum(['agent', 'lead', 'admin']).default('agent').describe('The lowest role that may designate a P1G.'),
    fourEyes: z
      .array(z.enum(PRIORITIES))
      .refine((all) => new Set(all).size === all.length, 'Name each priority once.')
      .default([])
      .describe(
        'New incidents and updates of these priorities wait until somebody else publishes or returns them; five minutes before the promise is due they go out on the word of their author. Default: none.',
      ),
    fourEyesForTokens: z
      .boolean()
      .default(false)
      .describe('What is posted with a token of the API waits like that, too: programs have no colleague beside them.'),
    dueSoon: span
      .refine((value) => 'ms' in value, 'Write it in minutes or hours.')
      .default({ ms: DEFAULT_PLAN.dueSoon })
      .describe(
        'A promise is "due soon" this long before it is due; no longer than any `every`. The details of a window are due soon 3 days before.',
      ),
    priorities: z
      .strictObject(
        Object.fromEntries(PRIORITIES.map((p) => [p, policies(p).optional()])) as Record<
          Priority,
          z.ZodOptional<typeof policy>
        >,
      )
      .default({})
      .describe('Response times and update intervals per priority.'),
    noAnswer: span
      .default(DEFAULT_PLAN.noAnswer)
      .describe('Without an answer from the customers for this long, the desk is told to close the case.'),
    postmortem: z
      .union([z.literal('never'), span])
      .default('never')
      .describe(
        'A report on the cause is promised this long after a P1G was resolved, or `never`. The demonstration promises one within 5 business days.',
      ),
    staff: staff.default({ leads: [], desk: [] }),
    ladder: ladderFile.optional(),
    teams: teamsFile,
    support: supportFile.optional(),
    changes: changesFile.optional(),
    signIn: signInFile.optional(),
  })
  .superRefine(soonBeforeDue)
  .describe('Signalpost configuration')

export type PlanFile = z.output<typeof planFile>

/** The plan: the file's values over the defaults. `provider`: what the identity provider is called, if there is one. */
export function planOf(file: PlanFile, provider: string | null = null): Plan {
  const priorities = Object.fromEntries(
    PRIORITIES.map((p): [Priority, PriorityPolicy] => {
      const { firstResponse, every, asRequested, confirm } = { ...DEFAULT_PLAN.priorities[p], ...file.priorities[p] }
      return [p, { ...DEFAULT_PLAN.priorities[p], firstResponse, every, asRequested, confirm }]
    }),
  ) as Record<Priority, PriorityPolicy>
  return {
    zone: file.zone,
    languages: file.languages,
    holidays: file.holidays,
    p1gRole: file.p1gRole,
    fourEyes: file.fourEyes,
    fourEyesForTokens: file.fourEyesForTokens,
    dueSoon: 'ms' in file.dueSoon ? file.dueSoon.ms : DEFAULT_PLAN.dueSoon,
    priorities,
    noAnswer: file.noAnswer,
    postmortem: file.postmortem === 'never' ? null : file.postmortem,
    staff: file.staff,
    ladder: ladderOf(file.ladder),
    teams: teamsOf(file.teams),
    support: file.support ? supportOf(file.support) : DEFAULT_PLAN.support,
    changes: file.changes ? changesOf(file.changes) : DEFAULT_PLAN.changes,
    signIn: rulesOf(file.signIn, provider),
  }
}

/** The file's JSON Schema, for editors; published as `/config.schema.json`. */
export function planFileSchema(): object {
  return z.toJSONSchema(planFile, { io: 'input' })
}
