import { Command, Option } from 'commander'
import { createToken } from '../actions/create-token.ts'
import { ROLES, type Role } from '../domain/vocabulary.ts'
import { must, withSession } from './session.ts'

export function tokenCommand(): Command {
  const token = new Command('token').description('Staff tokens for the API.')
  token
    .command('create')
    .description('Make a token and print it, the only time it is shown.')
    .requiredOption('--name <name>', 'who or what uses it, as the audit trail will show it')
    .addOption(new Option('--role <role>', 'what it may do').choices([...ROLES]).makeOptionMandatory())
    .action((options: { name: string; role: Role }) =>
      withSession(async ({ act }) => {
        const { token: secret } = must(await createToken(act(), options))
        process.stdout.write(`${secret}\n`)
      }),
    )
  return token
}
