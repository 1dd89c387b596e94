import { z } from 'zod'
import type { Person, Team } from '../domain/ladder/duty.ts'
import { DEFAULT_LADDER, type Rung } from '../domain/ladder/ladder.ts'
import { HOUR, MINUTE } from '../domain/vocabulary.ts'
import { writtenLine } from '../lib/input/fields.ts'
import { attendance, holidaysOf } from './hours-file.ts'

const role = writtenLine(60)
  .transform((text) => text.toLowerCase())
  .describe(
    'A role of the ladder: "desk", "duty lead", "support manager", or a name of your own; capitals do not matter.',
  )

/** "-15 minutes", "0 minutes", "1 hour". */
const after = z
  .string()
  .regex(
    /^-?\d{1,4} (minutes?|hours?)$/,
    'Write how long after the due time in minutes or hours, like "15 minutes" or "1 hour"; "0 minutes" is the due time, and with a minus, as in "-15 minutes", it is before it.',
  )
  .transform((text) => Number.parseInt(text, 10) * (text.includes('hour') ? HOUR : MINUTE) || 0)

const rung = z
  .strictObject({
    after: after.describe('How long after the due time of a promise; with a minus before it.'),
    roles: z
      .array(role)
      .min(1, 'Name at least one role.')
      .max(10)
      .describe('Who is told: roles that `teams` fill. "author" is whoever posted last, signed in at the desk.'),
  })
  .describe('Who is told when a promise is that near, or that late.')

/** `ladder`: who is told around the due time of what is promised, in any order. */
export const ladderFile = z
  .array(rung)
  .min(1, 'Write at least one rung, or leave `ladder` out.')
  .max(20)
  .refine((rungs) => new Set(rungs.map((one) => one.after)).size === rungs.length, {
    error: 'Two rungs have the same `after`: write their roles into one.',
  })
  .describe(
    'Who is told around the due time of what is promised. Default: "-15 minutes" author and desk, "0 minutes" duty lead, "15 minutes" support manager, "30 minutes" vice-president, "1 hour" chief executive.',
  )

export function ladderOf(said: z.output<typeof ladderFile> | undefined): readonly Rung[] {
  return said === undefined ? DEFAULT_LADDER : said.toSorted((a, b) => a.after - b.after)
}

const person = z.strictObject({
  name: writtenLine(100).optional().describe('Their name, in messages to other staff.'),
  email: z.string().trim().toLowerCase().pipe(z.email()).describe('Where they are told.'),
  away: z
    .array(
      z
        .strictObject({
          from: z.iso.date().describe('The first day away.'),
          until: z.iso.date().describe('The last day away.'),
        })
        .refine(({ from, until }) => from <= until, { error: 'It ends before it begins: `until` is before `from`.' }),
    )
    .max(50)
    .default([])
    .describe("When they are not there: dates of the provider's zone, both included."),
})

const people = z.array(person).max(50)

/** `teams`: who fills the roles of the ladder. Several may have the same role, for other platforms or hours. */
export const teamsFile = z
  .array(
    z.strictObject({
      role,
      title: writtenLine(100).optional().describe('What its people are called: "Call manager". Default: the role.'),
      people: people.min(1, 'Name at least one person, or leave the team out.').describe('All of them are told.'),
      standIns: people
        .default([])
        .describe('Told where all people are away, and where a message to them cannot be delivered; in this order.'),
      families: z
        .array(writtenLine(100))
        .max(100)
        .default([])
        .describe('The groups of platforms that they are responsible for, named as on the page; none means all.'),
      ...attendance,
    }),
  )
  .max(100)
  .default([])
  .describe('Who fills the roles of the ladder: for which platforms, in which duty hours, and who stands in.')

export function teamsOf(said: z.output<typeof teamsFile>): Team[] {
  return said.map(({ title = null, hours = 'always', onHolidays, people, standIns, ...team }) => ({
    ...{ ...team, title, hours, people: people.map(named), standIns: standIns.map(named) },
    onHolidays: holidaysOf({ onHolidays }, hours),
  }))
}

function named(said: z.output<typeof person>): Person {
  return { ...said, name: said.name ?? null }
}
