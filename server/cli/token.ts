import { Command, Option } from 'commander'
import { listTokens } from '../../db/staff/tokens.ts'
import { createToken } from '../actions/staff/create-token.ts'
import { revokeToken } from '../actions/staff/revoke-token.ts'
import { createTokenInput } from '../actions/staff/token-input.ts'
import { type Instant, ROLES, type Role } from '../domain/vocabulary.ts'
import { CommandFailure, EXIT } from './exit.ts'
import { parse } from './input.ts'
import { must, withReadingSession, withSession } from './session.ts'

type TokenLine = Awaited<ReturnType<typeof listTokens>>[number]

export function tokenCommand(): Command {
  const token = new Command('token').description('Staff tokens for the API.')
  token
    .command('create')
    .description('Create a token and print it. It is never shown again.')
    .requiredOption('--name <name>', 'who or what uses it, as shown in the audit trail')
    .addOption(new Option('--role <role>', 'what it may do').choices([...ROLES]).makeOptionMandatory())
    .option('--expires <when>', 'when it ends: a date such as 2027-03-31, or an RFC 3339 instant, within a year')
    .action(({ expires, ...rest }: { name: string; role: Role; expires?: string }) =>
      withSession(async ({ act }) => {
        const options = { ...rest, ...(expires !== undefined && { expiresAt: instantOf(expires) }) }
        const { id, token: secret } = must(await createToken(act(), parse(createTokenInput, options)))
        if (await deliver(`${secret}\n`)) return
        const lost = `The token ${id} was created, but could not be printed, and is never shown again. Revoke it ("token revoke ${id}") and create another.`
        throw new CommandFailure(lost, EXIT.failed)
      }),
    )
  token
    .command('list')
    .description('List all tokens without their secrets: id, role, name, when each was last used or revoked.')
    .action(() =>
      withReadingSession(async ({ db }) => {
        for (const row of await listTokens(db)) process.stdout.write(`${lineOf(row)}\n`)
      }),
    )
  token
    .command('revoke')
    .argument('<id>', 'an id from "token list", or the token itself')
    .description('Revoke a token, at once and permanently.')
    .action((idOrToken: string) =>
      withSession(async ({ act }) => {
        const [, id = idOrToken] = /^stp_([^_]+)_/.exec(idOrToken) ?? []
        must(await revokeToken(act(), id))
        process.stdout.write(`${id} is revoked.\n`)
      }),
    )
  return token
}

/** Writes what is lost if nobody reads it; answers whether it could be written. */
function deliver(text: string): Promise<boolean> {
  return new Promise((resolve) => process.stdout.write(text, (error) => resolve(!error)))
}

/** A day begins it in UTC. */
function instantOf(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text
}

function lineOf({ id, role, name, last_used_at: used, revoked_at: revoked, expires_at: ends }: TokenLine): string {
  const fate = revoked === null ? `last used ${used === null ? 'never' : day(used)}` : `revoked ${day(revoked)}`
  const end = ends === null || revoked !== null ? [] : [`ends ${day(ends)}`]
  return [id, role.padEnd(8), name, fate, ...end].join('  ')
}

function day(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10)
}
