import { Command, Option } from 'commander'
import { scheduleMaintenanceInput } from '../actions/maintenance/input.ts'
import { scheduleMaintenance } from '../actions/maintenance/schedule-maintenance.ts'
import { changeProgramme } from '../actions/programme/change-programme.ts'
import { createDefaultProgrammes } from '../actions/programme/create-default-programmes.ts'
import { SHORT_NOTICE_CLASSES } from '../domain/maintenance/maintenance.ts'
import { ENDERS, MAINTENANCE_IMPACTS } from '../domain/maintenance/programme.ts'
import { maintenanceUrl } from '../lib/links.ts'
import { listProgrammes } from '../queries/programmes.ts'
import { CommandFailure } from './exit.ts'
import { type InLanguages, translationsOf, withLanguages } from './in-languages.ts'
import { collect, pair, parse, textOf } from './input.ts'
import { cancelCommand, updateCommand } from './maintenance/progress.ts'
import { maintenanceDue } from './owed/due.ts'
import { publishAndTell } from './publish.ts'
import { must, withSession } from './session.ts'

interface ScheduleOptions extends InLanguages<'title' | 'description' | 'reason'> {
  title?: string
  programme?: string
  startsAt: string
  endsAt: string
  platform?: string[]
  description?: string
  descriptionFile?: string
  reason?: string
  impact?: string
  endsBy?: string
  shortNotice?: string
  shortNoticeReason?: string
  notify: boolean
  acceptConflicts?: boolean
}

export function maintenanceCommand(): Command {
  return new Command('maintenance')
    .description('Planned maintenance. The rules are those of the API.')
    .addCommand(scheduleCommand())
    .addCommand(updateCommand())
    .addCommand(cancelCommand())
    .addCommand(programmesCommand())
}

function scheduleCommand(): Command {
  const command = new Command('schedule')
    .description(
      'Schedule a maintenance, also one that is already over. Prints its id and URL, and what is due of the desk.',
    )
    .option('--title <title>', 'what will be done, in a few words; required without --programme')
    .option('--programme <id>', 'the programme that provides what is left out')
    .requiredOption('--starts-at <instant>', 'RFC 3339, such as 2026-11-22T23:30:00-07:00')
    .requiredOption('--ends-at <instant>', 'RFC 3339')
    .option('--platform <id>', 'an affected platform; repeatable; required without --programme', collect)
    .option('--description <markdown>', 'what will be done, and what customers may notice')
    .option('--description-file <file>', 'the same from a file, "-" for standard input')
    .option('--reason <markdown>', 'why; required for unscheduled work between 05:00 and 23:00')
    .addOption(
      new Option('--impact <impact>', 'the state of its platforms while it runs').choices([...MAINTENANCE_IMPACTS]),
    )
    .addOption(new Option('--ends-by <who>', 'who completes it').choices([...ENDERS]))
    .addOption(
      new Option(
        '--short-notice <class>',
        'why it comes at short notice; required where its programme promises more',
      ).choices([...SHORT_NOTICE_CLASSES]),
    )
    .option('--short-notice-reason <reason>', 'the reason for --short-notice')
    .option('--accept-conflicts', 'accept conflicts with other windows, a freeze or an open P1G')
    .option('--no-notify', 'on the page only, and not in feeds: no message is sent')
  const texts = withLanguages(withLanguages(command, 'title'), 'description', { file: true })
  return withLanguages(texts, 'reason').action(schedule)
}

function schedule({ platform, shortNotice, shortNoticeReason, ...options }: ScheduleOptions): Promise<void> {
  return withSession(async (session) => {
    const { descriptionFile, titleIn, descriptionIn, descriptionInFile, reasonIn, ...fields } = options
    const others = { titleIn, descriptionIn, descriptionInFile, reasonIn }
    const command = parse(scheduleMaintenanceInput, {
      ...fields,
      platforms: platform,
      description: textOf(options.description, descriptionFile),
      translations: translationsOf(others, { title: 'title', description: 'description', reason: 'reason' }),
      shortNotice: shortNotice && { class: shortNotice, reason: shortNoticeReason },
    })
    const result = await scheduleMaintenance(session.act(), command)
    if (!result.ok && result.refusal.code === 'maintenance_conflicts') {
      const collisions = (result.refusal.fields ?? []).map(({ detail }) => detail)
      throw new CommandFailure([...collisions, 'Choose another time, or go on with --accept-conflicts.'].join('\n'))
    }
    const { id, warnings } = must(result)
    for (const { detail } of warnings) process.stderr.write(`${detail}\n`)
    await publishAndTell(session, async () => {
      const lines = [id, maintenanceUrl(session.config.publicUrl, id), ...(await maintenanceDue(session, id))]
      process.stdout.write(lines.map((line) => `${line}\n`).join(''))
    })
  })
}

function programmesCommand(): Command {
  return new Command('programmes')
    .description('List the programmes with their platforms. A programme without platforms has no windows.')
    .option(
      '--about <programme=platforms>',
      'set the platforms of a programme, such as monthly=zoom-phone,fax, or monthly= for none; repeatable',
      about,
    )
    .action(({ about: platforms = {} }: { about?: Record<string, string[]> }) =>
      withSession(async (session) => {
        must(await createDefaultProgrammes(session.act(), {}))
        for (const [id, about] of Object.entries(platforms)) {
          const { keeping } = must(await changeProgramme(session.act(), id, { platforms: about }))
          for (const window of keeping) process.stderr.write(`${window} keeps its time.\n`)
        }
        await publishAndTell(session, async () => {
          const programmes = await listProgrammes(session.db)
          for (const { id, platforms } of programmes) process.stdout.write(`${id}=${platforms.join(',')}\n`)
        })
      }),
    )
}

function about(word: string, previous: Record<string, string[]> = {}): Record<string, string[]> {
  const [, resting] = /^([^=]+)=$/.exec(word) ?? []
  const [programme, platforms] = resting ? [resting, ''] : pair(word, 'monthly=zoom-phone,fax')
  const before = Object.hasOwn(previous, programme) ? previous[programme] : undefined
  return { ...previous, [programme]: [...(before ?? []), ...platforms.split(',').filter(Boolean)] }
}
