import { Command, CommanderError } from 'commander'
import { explain, isMisconfigured } from '../boot/explain-error.ts'
import { loadConfig } from '../config/index.ts'
import { VERSION } from '../lib/version.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { contactsCommand } from './contact/contacts.ts'
import { organisationsCommand } from './contact/organisations.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { CommandFailure, EXIT, EXIT_CODES } from './exit.ts'
import { importCommand } from './import/import.ts'
import { incidentCommand } from './incident.ts'
import { maintenanceCommand } from './maintenance.ts'
import { migrateCommand, publishCommand } from './operate.ts'
import { owedCommand } from './owed/owed.ts'
import { platformCommand } from './platform/platform.ts'
import { staffCommand } from './staff/staff.ts'
import { subscribersCommand } from './subscribers.ts'
import { withRequired } from './terminal/help.ts'
import { inOptions } from './terminal/in-options.ts'
import { databaseInWords, sourcesInWords } from './terminal/location.ts'
import { tokenCommand } from './token.ts'

/** Runs one command line and returns its exit code. Results go to stdout, everything else to stderr. */
export async function run(words: string[]): Promise<number> {
  const root = program()
  let acting = root
  root.hook('preAction', (_, command) => {
    acting = command
    if (command.optsWithGlobals().verbose) saySources()
  })
  try {
    await root.parseAsync(words, { from: 'user' })
    return EXIT.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.refused
    if (error instanceof CommandFailure) return say(inOptions(error.message, acting), error.code)
    return say(explain(error), isMisconfigured(error) ? EXIT.misconfigured : EXIT.failed)
  }
}

function say(message: string, code: number): number {
  process.stderr.write(`${message}\n`)
  return code
}

/** Before anything is opened: what is wrong with the configuration is said after where it comes from. */
function saySources(): void {
  for (const line of sourcesInWords()) process.stderr.write(`${line}\n`)
  process.stderr.write(`database: ${databaseInWords(loadConfig())}\n`)
}

/** The commands with all their arguments and options. */
export function program(): Command {
  const commands = [
    tokenCommand(),
    staffCommand(),
    platformCommand(),
    incidentCommand(),
    owedCommand(),
    maintenanceCommand(),
    subscribersCommand(),
    organisationsCommand(),
    contactsCommand(),
    migrateCommand(),
    publishCommand(),
    backupCommand(),
    restoreCommand(),
    importCommand(),
    demoCommand(),
    doctorCommand(),
  ]
  const root = new Command('signalpost')
    .description('Commands for operators and the desk. They work with the server running or stopped.')
    .version(VERSION, '--version', 'Print the version.')
    .option('--verbose', 'say on standard error which database and files are used; with every command')
    .addHelpText('after', `\n${EXIT_CODES}`)
  for (const command of commands) root.addCommand(command)
  return strict(root)
}

/** Makes Commander throw instead of ending the process. Sub-commands do not inherit that. */
function strict(command: Command): Command {
  command
    .exitOverride()
    .showHelpAfterError('(--help shows how)')
    .configureHelp({ ...withRequired, showGlobalOptions: true })
  for (const child of command.commands) strict(child)
  return command
}
