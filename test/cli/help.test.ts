import { expect, test } from 'vitest'
import { program } from '../../server/cli/program.ts'
import { commands, nameOf } from '../support/docs/command-line.ts'

const COMMANDS = commands(program()).map((command) => ({ name: nameOf(command), command }))
const mandatory = COMMANDS.filter(({ command }) => command.options.some((option) => option.mandatory))

test('there are commands that need options', () => {
  expect(mandatory.map(({ name }) => name)).toContain('incident open')
})

test.each(mandatory)('the help of "$name" marks each option that must be given', ({ command }) => {
  const help = command.helpInformation().replaceAll(/\s+/g, ' ')
  const usage = help.slice(0, help.indexOf('[options]'))
  for (const { flags, mandatory: needed } of command.options) {
    expect(usage.includes(flags)).toBe(needed)
    // Up to the next option: what is said of this one.
    const [, said = ''] = help.slice(help.indexOf('Options:')).split(` ${flags} `)
    expect(`${flags}: ${(said.split(/ --?[a-z]/)[0] ?? '').endsWith('(required)')}`).toBe(`${flags}: ${needed}`)
  }
})

test.each(COMMANDS)(
  'the help of "$name" shows the options of the program, and none of a command above it',
  ({ command }) => {
    const [, global = ''] = command.helpInformation().split('Global Options:')
    const [options = ''] = global.split('Commands:')
    expect(options.match(/--[a-z-]+/g)).toEqual(['--version', '--verbose'])
  },
)
