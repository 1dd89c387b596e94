import { Command } from 'commander'
import type { Acknowledgement } from '../../../db/staff/answers.ts'
import { acknowledgeInput } from '../../actions/incident/case-input.ts'
import { acknowledgePromise } from '../../actions/ladder/acknowledge-promise.ts'
import type { Gap } from '../../domain/contact/coverage.ts'
import { type ActorWords, actorInWords } from '../../domain/ladder/person.ts'
import type { Told, Undelivered, WorklistItem } from '../../domain/ladder/told.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { coverageItem, inTurn, readyItem, requestItem, translationItem, worklistItem } from '../../lib/wire/worklist.ts'
import { type ReadyText, readReadyTexts } from '../../queries/desk/waiting.ts'
import { countWithoutContact, readWithoutContact, type Uncovered } from '../../queries/organisation/coverage.ts'
import { readWaitingRequests, type WaitingRequest } from '../../queries/organisation/requests.ts'
import { readUntranslated, type Untranslated } from '../../queries/untranslated.ts'
import { readWorklist } from '../../queries/worklist.ts'
import { parse } from '../input.ts'
import { must, withReadingSession, withSession } from '../session.ts'
import { spaced, table } from '../terminal/table.ts'
import { dueTime, localTime } from '../terminal/when.ts'

interface AcknowledgeOptions {
  until?: string
  reason?: string
}

export function owedCommand(): Command {
  return (
    new Command('owed')
      .description('What the desk owes the public, by what is due first: what is due, and who is on it.')
      .option('--json', 'for programs, as GET /worklist answers')
      .action(({ json }: { json?: true }) =>
        withReadingSession(async ({ db, config, act }) => {
          const { now } = act()
          const items = await readWorklist(db, config.plan, now)
          const ready = await readReadyTexts(db, config.plan)
          const { zone, dueSoon } = config.plan
          const asked = await readWaitingRequests(db)
          const uncovered = await readWithoutContact(db, now)
          const untranslated = await readUntranslated(db, config.plan.languages, now)
          const lines = json
            ? [jsonOf({ items, ready, now, dueSoon, asked, uncovered, untranslated }, config.publicUrl)]
            : [
                ...linesOf(items, zone, now),
                ...readyLines(ready, zone, now),
                ...askedLines(asked),
                ...uncoveredLines(uncovered, await countWithoutContact(db, now)),
                ...untranslatedLines(untranslated),
              ]
          for (const line of lines) process.stdout.write(`${line}\n`)
        }),
      )
      .addCommand(acknowledgeCommand())
      // Commander takes an option of the list wherever it stands.
      .hook('preSubcommand', (owed, command) => {
        if (owed.opts().json) command.error("error: unknown option '--json'")
      })
  )
}

function acknowledgeCommand(): Command {
  return new Command('acknowledge')
    .argument('<promise>', 'a promise that "owed" lists, or an incident or a maintenance that owes one thing alone')
    .description(
      'Say that you are on it: later messages to staff name you, in place of whoever was on it before. With --until it is put off, once.',
    )
    .option(
      '--until <instant>',
      'skips what the ladder tells before then and before the due time; what is later counts as the due time, from which on it goes on (RFC 3339, at most 24 hours ahead), requires --reason',
    )
    .option('--reason <reason>', 'why it has to wait, or a note for colleagues; staff alone see it')
    .action((promise: string, options: AcknowledgeOptions) =>
      withSession(async ({ act, config }) => {
        const ctx = act()
        const given = parse(acknowledgeInput, options)
        const { until, inPlaceOf } = must(await acknowledgePromise(ctx, promise, given))
        const off = until === null ? '' : `, put off until ${dueTime(until, config.plan.zone, ctx.now)}`
        const instead = inPlaceOf && `, in place of ${whoWasOnIt(inPlaceOf, config.plan.zone, ctx.now)}`
        process.stdout.write(
          `${actorInWords(ctx.actor.name, WORDS, 'first')} is on it${off}${instead ?? ''}. It stays due as promised.\n`,
        )
      }),
    )
}

function whoWasOnIt({ actor, created_at, reason }: Acknowledgement, zone: string, now: Instant): string {
  const note = reason === null ? '' : ` (“${reason}”)`
  return `${actorInWords(actor, WORDS)}, who was on it since ${localTime(created_at, zone, now)}${note}`
}

interface Listed {
  ready: readonly ReadyText[]
  now: Instant
  dueSoon: number
  items: readonly WorklistItem[]
  asked: readonly WaitingRequest[]
  uncovered: readonly Uncovered[]
  untranslated: readonly Untranslated[]
}

function jsonOf({ items, ready, asked, uncovered, untranslated, ...at }: Listed, siteUrl: string): string {
  const texts = ready.map((one) => readyItem(one, siteUrl, at))
  const owed = inTurn([...items.map((item) => worklistItem(item, siteUrl)), ...texts])
  const drafts = asked.map((one) => requestItem(one, siteUrl))
  const others = untranslated.map((one) => translationItem(one, siteUrl))
  const all = [...owed, ...drafts, ...uncovered.map((one) => coverageItem(one, siteUrl)), ...others]
  return JSON.stringify({ items: all }, null, 2)
}

/** Texts that are ready and not public. */
function readyLines(ready: readonly ReadyText[], zone: string, now: Instant): string[] {
  if (ready.length === 0) return []
  const lines = ready.map(({ id, title, state, author, goesAt, returned }) => {
    const goes = goesAt === null ? '' : `, goes out by itself ${dueTime(goesAt, zone, now)}`
    return `  ${title} (${id}): ${state}, by ${actorInWords(author.name, WORDS)}${goes}${returned ? `: ${returned.reason}` : ''}`
  })
  return ['', `Not public yet (${ready.length}):`, ...lines]
}

/** What contacts ask to have changed in their entries; who they are is seen at the desk. */
function askedLines(asked: readonly WaitingRequest[]): string[] {
  if (asked.length === 0) return []
  const lines = asked.map(({ organisation: { id, name }, fields, message }) => {
    const what = [...fields.map(spaced), ...(message === null ? [] : ['words'])]
    return `  ${name} (${id}): ${what.join(', ')}`
  })
  return ['', `A contact asks for a change (${asked.length}):`, ...lines]
}

/** Customers that no promised message would reach, the first few by name. */
function uncoveredLines(uncovered: readonly Uncovered[], count: number): string[] {
  if (count === 0) return []
  const named = uncovered
    .slice(0, 10)
    .map(({ organisation: { id, name }, gaps }) => `  ${name} (${id}): ${gaps.map(gapInWords).join(', ')}`)
  const more = count > named.length ? [`  and ${count - named.length} more`] : []
  return ['', `Without a working contact (${count}):`, ...named, ...more]
}

/** What readers of another language find in the first one alone, the first few by name. */
function untranslatedLines(all: readonly Untranslated[]): string[] {
  if (all.length === 0) return []
  const named = all
    .slice(0, 10)
    .map(({ object: { id, title }, missing }) => `  ${title} (${id}): ${missing.join(', ')}`)
  const more = all.length > named.length ? [`  and ${all.length - named.length} more`] : []
  return ['', `Not in every language yet (${all.length}):`, ...named, ...more]
}

function gapInWords({ purpose, lack }: Gap): string {
  return `${spaced(purpose)}: ${lack === 'none' ? 'nobody named' : lack}`
}

/** The terminal speaks English. */
const WORDS: ActorWords = {
  withToken: (name) => `somebody with the token “${name}”`,
  byCommand: (account) => `somebody at the command line of the server (${account})`,
}

const HEADING = ['standing', 'priority', 'due', 'kind', 'title', 'id', 'promise', 'who is on it']

function linesOf(items: readonly WorklistItem[], zone: string, now: Instant): string[] {
  if (items.length === 0) return ['Nothing is owed.']
  const rows = items.map(({ standing, priority, dueAt, kind, object, promiseId, ...item }) => [
    ...[
      spaced(standing),
      priority ?? '–',
      dueTime(dueAt, zone, now),
      kind === 'delivery' ? 'message not received' : spaced(kind),
      object.title,
      object.id,
      promiseId,
    ],
    whoIsOnIt(item, zone, now),
  ])
  const [heading = '', ...lines] = table(HEADING, rows)
  const told = lines.flatMap((line, index) => [line, ...undeliveredLines(items[index]?.undelivered ?? null)])
  return [heading, ...told]
}

function whoIsOnIt(
  item: Pick<WorklistItem, 'acknowledgedBy' | 'acknowledgedAt' | 'putOffUntil' | 'reason' | 'before'>,
  zone: string,
  now: Instant,
): string {
  const { acknowledgedBy, acknowledgedAt, putOffUntil, reason, before } = item
  const since = acknowledgedAt === null ? '' : ` since ${localTime(acknowledgedAt, zone, now)}`
  const off = putOffUntil === null ? '' : `, put off until ${localTime(putOffUntil, zone, now)}`
  const who = acknowledgedBy === null ? 'nobody' : actorInWords(acknowledgedBy, WORDS)
  const earlier = before && ` (before: ${actorInWords(before.actor, WORDS)}: ${before.note})`
  return `${who}${since}${off}${reason === null ? '' : `: ${reason}`}${earlier ?? ''}`
}

function undeliveredLines(undelivered: Undelivered | null): string[] {
  if (undelivered === null) return []
  const { people, passedOnTo, isWaiting } = undelivered
  const lost = people.map(({ reason, ...person }) => `  ${personOf(person)} did not get it: ${reason}`)
  const nobody = isWaiting ? 'nobody yet: what is not sent waits until mail goes out again' : 'nobody so far'
  const instead = passedOnTo.map(personOf).join(', ') || nobody
  return [...lost, `  told instead: ${instead}`]
}

function personOf({ role, name, standsFor }: Told): string {
  const instead = standsFor ? `for ${standsFor.join(', ')}, ` : ''
  return name === null ? role : `${name} (${instead}${role})`
}
