import { type Command, Help, type Option } from 'commander'

/** Help that shows at a glance what must be given: in the usage line, and at each option. */
export const withRequired = {
  optionDescription(this: Help, option: Option): string {
    const text = Help.prototype.optionDescription.call(this, option)
    return option.mandatory ? `${text} (required)` : text
  },
  commandUsage(this: Help, command: Command): string {
    const usage = Help.prototype.commandUsage.call(this, command)
    const needed = command.options.filter(({ mandatory }) => mandatory).map(({ flags }) => flags)
    return usage.replace('[options]', [...needed, '[options]'].join(' '))
  },
  /** Those of the program itself; what a command between takes, such as `owed --json`, is its own. */
  visibleGlobalOptions(this: Help, command: Command): Option[] {
    const root = rootOf(command)
    return command === root ? [] : [...root.options]
  },
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command
}
