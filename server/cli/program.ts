import { Command, CommanderError } from 'commander'
import { explain, isMisconfigured } from '../boot/explain-error.ts'
import { VERSION } from '../lib/version.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { CommandFailure, EXIT, EXIT_CODES } from './exit.ts'
import { importCommand } from './import/import.ts'
import { incidentCommand } from './incident.ts'
import { maintenanceCommand } from './maintenance.ts'
import { migrateCommand, publishCommand } from './operate.ts'
import { platformCommand } from './platform/platform.ts'
import { subscribersCommand } from './subscribers.ts'
import { tokenCommand } from './token.ts'

/** Runs one command line and returns its exit code. Results go to stdout, everything else to stderr. */
export async function run(words: string[]): Promise<number> {
  try {
    await program().parseAsync(words, { from: 'user' })
    return EXIT.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.refused
    if (error instanceof CommandFailure) return say(error.message, error.code)
    return say(explain(error), isMisconfigured(error) ? EXIT.misconfigured : EXIT.failed)
  }
}

function say(message: string, code: number): number {
  process.stderr.write(`${message}\n`)
  return code
}

/** The commands with all their arguments and options. */
export function program(): Command {
  const commands = [
    tokenCommand(),
    platformCommand(),
    incidentCommand(),
    maintenanceCommand(),
    subscribersCommand(),
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
    .addHelpText('after', `\n${EXIT_CODES}`)
  for (const command of commands) root.addCommand(command)
  return strict(root)
}

/** Makes Commander throw instead of ending the process. Sub-commands do not inherit that. */
function strict(command: Command): Command {
  command.exitOverride().showHelpAfterError('(--help shows how)')
  for (const child of command.commands) strict(child)
  return command
}
