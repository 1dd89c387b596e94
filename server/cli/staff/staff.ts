import { Argument, Command, Option } from 'commander'
import { changePerson } from '../../actions/people/change-person.ts'
import { invitePersonInput, type PersonChange } from '../../actions/people/input.ts'
import { invitePerson } from '../../actions/people/invite-person.ts'
import { ROLES, type Role } from '../../domain/vocabulary.ts'
import { readPeople } from '../../queries/staff/people.ts'
import { CommandFailure } from '../exit.ts'
import { parse } from '../input.ts'
import { must, type Session, withReadingSession, withSession } from '../session.ts'
import { table } from '../terminal/table.ts'

const WHOM = 'an id from "staff list", or an e-mail address'

export function staffCommand(): Command {
  const staff = new Command('staff').description('Accounts of people who work at the desk.')
  staff
    .command('add')
    .description('Make an account and print the link by which its owner sets a password: once, within 24 hours.')
    .requiredOption('--email <address>', 'what the person signs in with')
    .requiredOption('--name <name>', 'as the audit trail shows the person')
    .addOption(new Option('--role <role>', 'what the person may do').choices([...ROLES]).makeOptionMandatory())
    .addOption(noMail())
    .action((options: { mail: boolean }) =>
      withSession(async ({ act, config }) => {
        const mail = options.mail && goesOut(config)
        const { token } = must(await invitePerson(act(), parse(invitePersonInput, { ...options, mail })))
        process.stdout.write(`${linkOf(config, token)}\n`)
        if (mail) process.stderr.write(MAILED)
      }),
    )
  staff
    .command('list')
    .description('List all accounts: id, role, e-mail, name, second factor, break glass, and whether they can sign in.')
    .action(() => withReadingSession(list))
  staff
    .command('role')
    .argument('<whom>', WHOM)
    .addArgument(new Argument('<role>', 'what the person may do from now on').choices([...ROLES]))
    .description(
      'Change a role: all sessions end at once, and the tokens that its owner made and that may more are revoked.',
    )
    .action((whom: string, role: Role) => change(whom, { role }, (name, { revoked }) => became(name, role, revoked)))
  staff
    .command('disable')
    .argument('<whom>', WHOM)
    .option('--confirmed', 'it may be the last break-glass account')
    .description('Disable an account: all its sessions end at once, and the tokens that its owner made are revoked.')
    .action((whom: string, { confirmed }: Confirmed) =>
      change(whom, { disabled: true, confirmed }, (name, { revoked }) => became(name, 'disabled', revoked)),
    )
  staff
    .command('enable')
    .argument('<whom>', WHOM)
    .description('Enable an account that was disabled.')
    .action((whom: string) => change(whom, { disabled: false }, (name) => `${name} is enabled.`))
  staff
    .command('break-glass')
    .argument('<whom>', WHOM)
    .addArgument(new Argument('<state>', 'whether it is one').choices(['on', 'off']))
    .option('--confirmed', 'it may be the last one, or one that the identity provider knows')
    .description(
      'Keep an account for when the identity provider is down, or no longer. With one of them, passwords count of such alone.',
    )
    .action((whom: string, state: 'on' | 'off', { confirmed }: Confirmed) =>
      change(
        whom,
        { breakGlass: state === 'on', confirmed },
        (name) => `${name} is ${state === 'on' ? 'a' : 'no'} break-glass account.`,
      ),
    )
  staff
    .command('reset')
    .argument('<whom>', WHOM)
    .option('--remove-second-factor', 'for somebody who has lost it: all sessions end at once')
    .addOption(noMail())
    .description('Print a link by which somebody sets a new password: once, within 24 hours. Earlier ones end.')
    .action((whom: string, { removeSecondFactor, mail }: { removeSecondFactor?: true; mail: boolean }) => {
      const reset: PersonChange = removeSecondFactor ? { reset: true, secondFactor: false } : { reset: true }
      return change(whom, { ...reset, mail }, (_, { link }) => link)
    })
  return staff
}

function became(name: string, what: Role | 'disabled', revoked: readonly string[]): string {
  const said = what === 'disabled' ? `${name} is disabled.` : `The role of ${name} is "${what}".`
  return [said, ...revoked.map((token) => `The token "${token}", made by ${name}, is revoked.`)].join('\n')
}

type Confirmed = { confirmed?: true }

type Say = (name: string, done: { link: string; revoked: readonly string[] }) => string

function change(whom: string, change: PersonChange, say: Say): Promise<void> {
  return withSession(async ({ db, act, config }) => {
    const sought = whom.trim().toLowerCase()
    const found = (await readPeople(db, Date.now())).find(({ id, email }) => id === sought || email === sought)
    if (!found) throw new CommandFailure(`There is no account "${whom}". "staff list" lists them.`)
    const mail = change.mail === true && goesOut(config)
    const { token, revoked } = must(await changePerson(act(), found.id, { ...change, mail }))
    process.stdout.write(`${say(found.name, { link: linkOf(config, token ?? ''), revoked })}\n`)
    if (mail) process.stderr.write(MAILED)
  })
}

async function list({ db }: Session): Promise<void> {
  const people = await readPeople(db, Date.now())
  const rows = people.map(({ id, role, email, name, hasSecondFactor, isBreakGlass, isReady, disabledAt }) => {
    const state = disabledAt !== null ? 'disabled' : isReady ? 'active' : 'invited'
    return [id, role, email, hasSecondFactor ? 'yes' : 'no', isBreakGlass ? 'yes' : 'no', state, name]
  })
  const heading = ['id', 'role', 'e-mail', 'factor', 'break-glass', 'state', 'name']
  for (const line of table(heading, rows)) process.stdout.write(`${line}\n`)
}

const MAILED = 'It is mailed to its owner as well.\n'

function noMail(): Option {
  return new Option('--no-mail', 'do not mail the link as well; where there is no mail provider, it never is')
}

/** Does mail leave this installation? */
function goesOut({ mail }: Session['config']): boolean {
  return mail.kind !== 'mailbox'
}

function linkOf({ publicUrl }: Session['config'], token: string): string {
  return `${publicUrl}/staff/setup/${token}`
}
