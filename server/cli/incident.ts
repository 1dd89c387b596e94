import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import { openIncidentInput, postUpdateInput } from '../actions/input/incident.ts'
import { openIncident } from '../actions/open-incident.ts'
import { postUpdate } from '../actions/post-update.ts'
import { IMPACTS, PHASES, PRIORITIES } from '../domain/vocabulary.ts'
import { incidentUrl } from '../links.ts'
import { CommandFailure } from './exit.ts'
import { publishNews } from './publish.ts'
import { must, type Session, withSession } from './session.ts'

interface TextOptions {
  body?: string
  bodyFile?: string
  phase?: string
  platform?: { id: string; impact: string }[]
  nextUpdateBy?: string
  etr?: string
  holdUntil?: string
  reason?: string
  notify: boolean
}

interface OpenOptions extends TextOptions {
  title: string
  priority: string
  caseNumber?: string
  openedAt?: string
  startedAt?: string
  vendor?: string
  drill?: boolean
}

export function incidentCommand(): Command {
  const incident = new Command('incident').description(
    'Open an incident or post an update, by the same rules as the API.',
  )
  text(
    incident
      .command('open')
      .description('Open an incident; prints its id and address.')
      .requiredOption('--title <title>', 'what is wrong, in the words of customers')
      .addOption(new Option('--priority <priority>', 'its priority').choices([...PRIORITIES]).makeOptionMandatory())
      .option('--case-number <number>', "the master case's number")
      .option('--opened-at <instant>', 'when the case was opened (RFC 3339); now, if left out')
      .option('--started-at <instant>', 'when the trouble began (RFC 3339)')
      .option('--vendor <name>', 'who else has to act')
      .option('--drill', 'an exercise that nobody outside sees'),
  ).action((options: OpenOptions) =>
    withSession(async (session) => {
      const { title, priority, caseNumber, openedAt, startedAt, vendor, drill } = options
      const command = parse(openIncidentInput, {
        ...{ title, priority, caseNumber, openedAt, startedAt, vendor, drill, notify: options.notify },
        platforms: options.platform ?? [],
        update: words(options),
      })
      await publishAndSay(session, must(await openIncident(session.act(), command)).id)
    }),
  )
  text(incident.command('update').argument('<id>', "the incident's id").description('Post an update.')).action(
    (id: string, options: TextOptions) =>
      withSession(async (session) => {
        const command = parse(postUpdateInput, {
          ...words(options),
          platforms: options.platform,
          notify: options.notify,
        })
        await publishAndSay(session, must(await postUpdate(session.act(), id, command)).id)
      }),
  )
  return incident
}

function text(command: Command): Command {
  return command
    .option('--body <markdown>', 'the public text')
    .option('--body-file <file>', 'the public text from a file, "-" for standard input')
    .addOption(new Option('--phase <phase>', 'what the public sees').choices([...PHASES]))
    .option('--platform <id=impact>', `what it does to a platform (${IMPACTS.join(', ')}); repeatable`, platform)
    .option('--next-update-by <instant>', 'promise the next update by then (RFC 3339)')
    .option('--etr <instant>', 'estimated time to resolution (RFC 3339)')
    .option('--hold-until <instant>', 'on hold until then (RFC 3339)')
    .option('--reason <reason>', 'why the next update comes later than the cadence')
    .option('--no-notify', 'change the page alone, tell nobody')
}

function platform(word: string, previous: { id: string; impact: string }[] = []) {
  const [id, impact, ...more] = word.split('=')
  if (!id || !impact || more.length > 0) throw new InvalidArgumentError('Write it like zoom-phone=partial_outage.')
  return [...previous, { id, impact }]
}

function words({ body, bodyFile, phase, nextUpdateBy, etr, holdUntil, reason }: TextOptions) {
  return { body: body ?? fromFile(bodyFile), phase, nextUpdateBy, etr, holdUntil, reason }
}

function fromFile(path: string | undefined): string {
  if (path === undefined) throw new CommandFailure('Give the public text with --body or --body-file.')
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch {
    throw new CommandFailure(`${path} cannot be read.`)
  }
}

/** What the API would accept, or the command fails as the API would. */
function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new CommandFailure(parsed.error.issues.map((issue) => `/${issue.path.join('/')}: ${issue.message}`).join('\n'))
}

async function publishAndSay(session: Session, id: string): Promise<void> {
  await publishNews(session)
  process.stdout.write(`${id}\n${incidentUrl(session.config.publicUrl, id)}\n`)
}
