import type { Argument, Command, Option } from 'commander'
import { EXIT_CODES } from '../../../server/cli/exit.ts'
import { program } from '../../../server/cli/program.ts'
import { code, madeFrom, page, table } from './markdown.ts'

/** `docs/command-line.md`: every command, as its own help tells it. */
export function commandLinePage(): string {
  const root = program()
  return page(
    madeFrom('`server/cli`'),
    '# Command line',
    '```sh\nnpm run -s signalpost -- COMMAND --help\n```',
    `${root.description()} They read the same [configuration](configuration.md), and what they change
is on the page when they end. Results go to standard output, everything else to standard error.`,
    `${EXIT_CODES}`,
    `With every command, \`--verbose\` says on standard error which database and files it uses. A command never makes a database: only
a start, \`migrate\`, \`demo load\` and \`restore\` do, and of these alone one of an older version is migrated. Every other command says
which database it looked for, and ends with 78. What was saved but could not be published is printed all the same, and the
command fails with 1: do not repeat it, but look at what it names.`,
    table(['command', 'what'], commands(root).map(overviewRow)),
    ...commands(root).map(section),
  )
}

/** Every command that does something, in the order of the help. One with commands below it does if it has options. */
export function commands(command: Command): Command[] {
  const below = command.commands.flatMap(commands)
  const acts = below.length === 0 || (command.parent !== null && command.options.length > 0)
  return acts ? [command, ...below] : below
}

/** `incident open` */
export function nameOf(command: Command): string {
  const { parent } = command
  return parent?.parent ? `${nameOf(parent)} ${command.name()}` : command.name()
}

function overviewRow(command: Command): string[] {
  const name = nameOf(command)
  return [`[\`${name}\`](#${name.replaceAll(' ', '-')})`, command.description()]
}

function section(command: Command): string {
  const rows = [...command.registeredArguments.map(argumentRow), ...command.options.map(optionRow)]
  const words = [nameOf(command), ...command.registeredArguments.map((argument) => `<${argument.name()}>`)]
  return [
    `## ${nameOf(command)}`,
    `\`${[...words, ...(command.options.length > 0 ? ['[options]'] : [])].join(' ')}\``,
    command.description(),
    ...(rows.length > 0 ? [table(['', 'what'], rows)] : []),
  ].join('\n\n')
}

function argumentRow(argument: Argument): string[] {
  return [code(`<${argument.name()}>`), sentence(argument.description)]
}

function optionRow({ flags, description, mandatory, argChoices }: Option): string[] {
  const choices = argChoices ? `: ${argChoices.map(code).join(', ')}` : ''
  return [code(flags), sentence(`${description}${choices}${mandatory ? '; required' : ''}`)]
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
