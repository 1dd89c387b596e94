import { Command, Option } from 'commander'
import { cancelMaintenance } from '../../actions/maintenance/cancel-maintenance.ts'
import { cancelMaintenanceInput, maintenanceUpdateInput } from '../../actions/maintenance/input.ts'
import { postMaintenanceUpdate } from '../../actions/maintenance/post-maintenance-update.ts'
import { maintenanceUrl } from '../../lib/links.ts'
import { CommandFailure } from '../exit.ts'
import { type InLanguages, translationsOf, withLanguages } from '../in-languages.ts'
import { parse, textOf } from '../input.ts'
import { publishAndTell } from '../publish.ts'
import { must, type Session, withSession } from '../session.ts'

interface UpdateOptions extends InLanguages<'body'> {
  body?: string
  bodyFile?: string
  state?: string
  notify: boolean
}

interface CancelOptions extends InLanguages<'note'> {
  note?: string
  noteFile?: string
  notify?: true
}

/** `maintenance update`: `POST /maintenances/{id}/updates`. */
export function updateCommand(): Command {
  const command = new Command('update')
    .argument('<id>', "the maintenance's id")
    .description('Post an update on a maintenance. With --state, it announces, begins, verifies or completes it.')
    .option('--body <markdown>', 'the public update')
    .option('--body-file <file>', 'read the public update from a file, "-" for standard input')
    .addOption(new Option('--state <state>', 'its state from now on').choices(STATES))
    .option('--no-notify', 'on the page only; announcements and promised notices of start and end are always sent')
  return withLanguages(command, 'body', { file: true }).action(
    (id: string, { body, bodyFile, bodyIn, bodyInFile, notify, ...options }: UpdateOptions) =>
      withSession(async (session) => {
        const text = textOf(body, bodyFile)
        if (text === undefined) throw new CommandFailure('Give the public update with --body or --body-file.')
        const update = parse(maintenanceUpdateInput, {
          ...options,
          translations: translationsOf({ bodyIn, bodyInFile }, { body: 'body' }),
          body: text,
          ...(!notify && { notify }),
        })
        await publishAndSay(session, must(await postMaintenanceUpdate(session.act(), id, update)).id)
      }),
  )
}

/** `maintenance cancel`: `POST /maintenances/{id}/cancel`. */
export function cancelCommand(): Command {
  const command = new Command('cancel')
    .argument('<id>', "the maintenance's id; a window of a programme is skipped")
    .description('Cancel a maintenance that has not begun.')
    .option('--note <markdown>', 'why; part of the notice')
    .option('--note-file <file>', 'the same from a file, "-" for standard input')
    .option('--notify', 'notify subscribers although it was not announced; if it was, they always are')
  return withLanguages(command, 'note').action((id: string, { note, noteFile, notify, ...others }: CancelOptions) =>
    withSession(async (session) => {
      const translations = translationsOf(others, { note: 'body' })
      const cancellation = parse(cancelMaintenanceInput, { note: textOf(note, noteFile), translations, notify })
      await publishAndSay(session, must(await cancelMaintenance(session.act(), id, cancellation)).id)
    }),
  )
}

const STATES = maintenanceUpdateInput.shape.state.unwrap().options

function publishAndSay(session: Session, id: string): Promise<void> {
  const told = `${id}\n${maintenanceUrl(session.config.publicUrl, id)}\n`
  return publishAndTell(session, () => process.stdout.write(told))
}
