import type { Command } from 'commander'
import { knownAt } from '../../../db/subscription/desk/known-at.ts'
import { disableSubscriber } from '../../actions/subscription/desk/disable-subscriber.ts'
import { enableSubscriber } from '../../actions/subscription/desk/enable-subscriber.ts'
import { eraseSubscriber } from '../../actions/subscription/desk/erase-subscriber.ts'
import { exportSubscriber } from '../../actions/subscription/desk/export-subscriber.ts'
import { disableInput } from '../../actions/subscription/desk/input.ts'
import { CHANNEL_KINDS } from '../../channels/kinds.ts'
import { refusalOf } from '../../lib/input/zod-messages.ts'
import { readSubscriber } from '../../queries/desk/subscribers.ts'
import { CommandFailure } from '../exit.ts'
import { must, type Session, withSession } from '../session.ts'

const WHOM = 'an e-mail address, or the id of a subscriber as the desk has it in the address of its page'

/** What is done about one person, by the same actions as at the desk. */
export function addPersonCommands(subscribers: Command): Command {
  subscribers
    .command('export')
    .argument('<subscriber>', WHOM)
    .description('Print all that is kept about one person as JSON, to be handed to them.')
    .action((whom: string) =>
      withSession(async (session) => {
        process.stdout.write(must(await exportSubscriber(session.act(), await idOf(session, whom))).text)
      }),
    )
  subscribers
    .command('disable')
    .argument('<subscriber>', WHOM)
    .requiredOption('--reason <text>', 'why, for the desk alone')
    .description('Send nothing any more; what is followed is kept.')
    .action((whom: string, options: { reason: string }) =>
      withSession(async (session) => {
        const parsed = disableInput.safeParse(options)
        const { reason } = must(
          parsed.success ? { ok: true, value: parsed.data } : { ok: false, refusal: refusalOf(parsed.error) },
        )
        said(must(await disableSubscriber(session.act(), await idOf(session, whom), reason)), 'disabled')
      }),
    )
  subscribers
    .command('enable')
    .argument('<subscriber>', WHOM)
    .description('Send again what is followed, unless they themselves have ended it.')
    .action((whom: string) =>
      withSession(async (session) => {
        said(must(await enableSubscriber(session.act(), await idOf(session, whom))), 'enabled')
      }),
    )
  subscribers
    .command('erase')
    .argument('<subscriber>', WHOM)
    .description('Erase a person: subscription, entries of organisations, and addresses that they answer for.')
    .action((whom: string) =>
      withSession(async (session) => {
        said(must(await eraseSubscriber(session.act(), await idOf(session, whom))), 'erased')
      }),
    )
  return subscribers
}

function said({ id, changed }: { id: string; changed: boolean }, done: string): void {
  process.stdout.write(`${id} ${changed ? 'is' : 'was'} ${done}${changed ? '' : ' already'}.\n`)
}

/** The one subscriber that is meant: of several, those that only answer to the address come after it. */
async function idOf({ db }: Session, whom: string): Promise<string> {
  if (await readSubscriber(db, whom)) return whom
  const found = await knownAt(db, CHANNEL_KINDS, whom)
  for (const id of found) if ((await readSubscriber(db, id))?.row.owner !== whom.toLowerCase()) return id
  const [id] = found
  if (id === undefined) throw new CommandFailure('There is no such subscriber.')
  return id
}
