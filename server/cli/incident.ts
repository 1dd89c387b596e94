import { Command, Option } from 'commander'
import { type Submitted, submit } from '../actions/draft/second-pair/submit.ts'
import { reopenInput } from '../actions/incident/case-input.ts'
import { openIncidentInput, postUpdateInput } from '../actions/incident/input.ts'
import { reopenIncident } from '../actions/incident/reopen-incident.ts'
import { CASE_STATUSES, IMPACTS, PHASES, PRIORITIES } from '../domain/vocabulary.ts'
import { deskDraftPath, incidentUrl } from '../lib/links.ts'
import { findReadyText } from '../queries/desk/waiting.ts'
import { CommandFailure } from './exit.ts'
import { type InLanguages, translationsOf, withLanguages } from './in-languages.ts'
import { listCommand } from './incident/list.ts'
import { pair, parse, textOf } from './input.ts'
import { incidentDue } from './owed/due.ts'
import { publishAndTell } from './publish.ts'
import { must, type Session, withSession } from './session.ts'
import { dueTime } from './terminal/when.ts'

interface TextOptions extends InLanguages<'title' | 'body'> {
  body?: string
  bodyFile?: string
  phase?: string
  platform?: { id: string; impact: string }[]
  nextUpdateBy?: string
  etr?: string
  reason?: string
  notify: boolean
}

interface OpenOptions extends TextOptions {
  title: string
  priority: string
  caseNumber?: string
  openedAt?: string
  startedAt?: string
  resolvedAt?: string
  vendor?: string
  relatedTo?: string
  holdUntil?: string
  drill?: boolean
  confirmed?: boolean
}

interface UpdateOptions extends TextOptions {
  caseStatus?: string
  resolvedAt?: string
  duplicateOf?: string
  holdUntil?: string
  confirmed?: boolean
}

export function incidentCommand(): Command {
  return new Command('incident')
    .description('List incidents, open one, post an update or reopen it. The rules are those of the API.')
    .addCommand(listCommand())
    .addCommand(openCommand())
    .addCommand(updateCommand())
    .addCommand(reopenCommand())
}

function openCommand(): Command {
  const command = new Command('open')
    .description('Open an incident. Prints its id, its URL, and when the next update is due.')
    .requiredOption('--title <title>', 'what is wrong, in terms that customers use')
    .addOption(new Option('--priority <priority>', 'its priority').choices([...PRIORITIES]).makeOptionMandatory())
    .option('--case-number <number>', 'the case number in the support system')
    .option('--opened-at <instant>', 'when the case was opened (RFC 3339); default: now')
    .option('--started-at <instant>', 'when the problem began (RFC 3339)')
    .option('--resolved-at <instant>', 'when it was over, of one that is told afterwards (RFC 3339)')
    .option('--vendor <name>', 'another company that has to act')
    .option('--related-to <id>', 'an earlier incident that this one continues')
    .option('--drill', 'an exercise, visible to staff only')
    .option('--confirmed', 'it may become public; required for P3 and P4, and for an unusually early beginning')
  return withHold(withText(withLanguages(command, 'title'))).action((options: OpenOptions) =>
    withSession(async (session) => {
      const { title, priority, caseNumber, vendor, relatedTo, drill, confirmed, notify } = options
      const { openedAt, startedAt, resolvedAt } = options
      const command = parse(openIncidentInput, {
        ...{ title, priority, caseNumber, openedAt, startedAt, resolvedAt },
        ...{ vendor, relatedTo, drill, confirmed, notify },
        platforms: options.platform ?? [],
        update: { ...words(options), holdUntil: options.holdUntil },
      })
      await say(session, must(await submit(session.act(), { do: 'open', command })))
    }),
  )
}

function updateCommand(): Command {
  const command = new Command('update')
    .argument('<id>', "the incident's id")
    .description('Post an update. Prints when the next one is due, after id and URL.')
    .addOption(new Option('--case-status <status>', 'the new case status').choices([...CASE_STATUSES]))
    .option('--resolved-at <instant>', 'when it was over, of an update that resolves it (RFC 3339)')
    .option(
      '--duplicate-of <id>',
      'the open incident that replaces this one, which closes, and takes over its platforms',
    )
    .option('--confirmed', 'close it without an answer although the customers still have time for one')
  return withHold(withText(command)).action((id: string, options: UpdateOptions) =>
    withSession(async (session) => {
      const { platform: platforms, caseStatus, resolvedAt, duplicateOf, holdUntil, confirmed, notify } = options
      const request = { platforms, caseStatus, resolvedAt, duplicateOf, holdUntil, confirmed, notify }
      const command = parse(postUpdateInput, { ...words(options), ...request })
      await say(session, must(await submit(session.act(), { do: 'update', id, command })))
    }),
  )
}

function reopenCommand(): Command {
  const command = new Command('reopen')
    .argument('<id>', "the incident's id")
    .description('Reopen a closed case, within seven calendar days of its closing. Prints what "update" does.')
  return withText(command).action((id: string, options: TextOptions) =>
    withSession(async (session) => {
      const { platform: platforms, notify } = options
      const command = parse(reopenInput, { ...words(options), platforms, notify })
      await publishAndSay(session, must(await reopenIncident(session.act(), id, command)).id)
    }),
  )
}

function withText(command: Command): Command {
  const body = command
    .option('--body <markdown>', 'the public update; this or --body-file is required')
    .option('--body-file <file>', 'the same from a file, "-" for standard input')
  return withLanguages(body, 'body', { file: true })
    .addOption(new Option('--phase <phase>', 'the phase shown to the public').choices([...PHASES]))
    .option(
      '--platform <id=impact>',
      `the impact on a platform (${IMPACTS.join(', ')}); repeatable; required for P1G`,
      platform,
    )
    .option('--next-update-by <instant>', 'promise the next update by then (RFC 3339)')
    .option('--etr <instant>', 'estimated time of resolution (RFC 3339)')
    .option('--reason <reason>', 'why the next update comes later than usual')
    .option('--no-notify', 'send no message; pages and feeds show it')
}

function withHold(command: Command): Command {
  return command.option('--hold-until <instant>', 'on hold until then (RFC 3339); requires --reason')
}

function platform(word: string, previous: { id: string; impact: string }[] = []) {
  const [id, impact] = pair(word, 'zoom-phone=partial_outage')
  return [...previous, { id, impact }]
}

function words({ body, bodyFile, phase, nextUpdateBy, etr, reason, ...others }: TextOptions) {
  const text = textOf(body, bodyFile)
  if (text === undefined) throw new CommandFailure('Give the public update with --body or --body-file.')
  return {
    body: text,
    phase,
    nextUpdateBy,
    etr,
    reason,
    translations: translationsOf(others, { title: 'title', body: 'body' }),
  }
}

/** What was posted; or that it waits for somebody else, and until when. */
async function say(session: Session, { id, waits }: Submitted): Promise<void> {
  if (!waits) return publishAndSay(session, id)
  const { config, db, act } = session
  const at = (await findReadyText(db, config.plan, id))?.goesAt ?? null
  const until = at === null ? '' : `, and goes out by itself ${dueTime(at, config.plan.zone, act().now)}`
  const lines = [id, config.publicUrl + deskDraftPath(id), `not public yet: it waits for a second person${until}`]
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

function publishAndSay(session: Session, id: string): Promise<void> {
  return publishAndTell(session, async () => {
    const lines = [id, incidentUrl(session.config.publicUrl, id), ...(await incidentDue(session, id))]
    process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  })
}
