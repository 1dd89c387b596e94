import { Command } from 'commander'
import { findOrganisationRow, organisationNumbered } from '../../../db/contact/organisations.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { makeOrganisationLink } from '../../actions/organisation/make-organisation-link.ts'
import { revokeOrganisationLink } from '../../actions/organisation/revoke-organisation-link.ts'
import { organisationUrl } from '../../lib/links.ts'
import { readOrganisations } from '../../queries/organisation/organisations.ts'
import { must, withReadingSession, withSession } from '../session.ts'
import { table } from '../terminal/table.ts'

/** More than anybody reads: a word finds the rest. */
const SHOWN = 500

export function organisationsCommand(): Command {
  return new Command('organisations').description('Customers.').addCommand(listing()).addCommand(linking())
}

function listing(): Command {
  return new Command('list')
    .argument('[words...]', 'words of their names or numbers, or of their contacts')
    .description('List customers by name.')
    .action((words: string[]) =>
      withReadingSession(async ({ db }) => {
        const { items, next } = await readOrganisations(db, { query: words.join(' '), after: null, limit: SHOWN })
        const rows = items.map(({ id, name, customerNumber, platforms, contacts }) => [
          ...[id, customerNumber ?? '', String(contacts.length), name, platforms.join(' ')],
        ])
        const lines = table(['id', 'number', 'contacts', 'name', 'platforms'], rows)
        if (next !== null) lines.push(`These are the first ${SHOWN}: add words to find others.`)
        process.stdout.write(`${lines.join('\n')}\n`)
      }),
    )
}

function linking(): Command {
  return new Command('link')
    .argument('<id>', 'of the customer, or its number, as "organisations list" shows them')
    .description("Make a link to a customer's own page, which is not shown again. Whoever has it sees the contacts.")
    .option('--revoke <link>', 'end a link instead, by its id')
    .action((given: string, { revoke }: { revoke?: string }) =>
      withSession(async (session) => {
        const id = await idOf(session.db, given)
        if (revoke !== undefined) {
          must(await revokeOrganisationLink(session.act(), id, revoke))
          return void process.stdout.write('The link is revoked.\n')
        }
        const link = must(await makeOrganisationLink(session.act(), id))
        process.stderr.write(`The link's id is ${link.id}: organisations link ${id} --revoke ${link.id} ends it.\n`)
        process.stdout.write(`${organisationUrl(session.config.publicUrl, link.token)}\n`)
      }),
    )
}

/** The id of the customer with this id or number; where there is none, what was given. */
async function idOf(db: Reader, given: string): Promise<string> {
  const row = (await findOrganisationRow(db, given)) ?? (await organisationNumbered(db, given))
  return row?.id ?? given
}
