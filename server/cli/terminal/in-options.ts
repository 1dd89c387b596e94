import type { Command, Option } from 'commander'

/** A fault as the API names it: a JSON pointer, and what is wrong there. */
const POINTER = /^\/([\w/-]*): /

/** A sentence that begins with the option that is named before it. */
const TWICE = /^(--[\w-]+): \1 /

/**
 * What was refused, for somebody who typed options: `/update/body: …` becomes `--body: …`, and so do the fields that
 * a sentence speaks of (`"confirmed": true`, `holdUntil`).
 */
export function inOptions(message: string, command: Command): string {
  const { options, registeredArguments } = command
  const words = registeredArguments.map((argument) => argument.name())
  return message
    .split('\n')
    .map((line) =>
      namesAsOptions(
        line.replace(POINTER, (_, path: string) => place(path, options, words)),
        options,
      ).replace(TWICE, '$1: '),
    )
    .join('\n')
}

function place(path: string, options: readonly Option[], words: readonly string[]): string {
  const steps = path.split('/').filter((step) => step !== '' && !/^\d+$/.test(step))
  const translated = steps.indexOf('translations')
  if (translated >= 0) {
    const [language = '', field] = steps.slice(translated + 1)
    const option = field === undefined ? undefined : optionNamed(`${field}-in`, options)
    const long = (option ?? options.find((one) => one.long?.endsWith('-in')))?.long
    if (long) return `${long} ${language}: `
  }
  // The whole path (--short-notice-reason), then what it begins with (--platform), then what it ends with (--body).
  const names = [kebab(steps.join('-')), kebab(steps[0] ?? ''), kebab(steps.at(-1) ?? '')]
  const found = names.map((name) => optionNamed(name, options)).find((option) => option !== undefined)
  if (found) return `${found.long}: `
  if (steps.length === 1 && words.includes(steps[0] ?? '')) return `<${steps[0]}>: `
  return steps.length > 0 ? `${steps.join('.')}: ` : ''
}

function optionNamed(name: string, options: readonly Option[]): Option | undefined {
  const named = (wanted: string) => options.find(({ long }) => long === `--${wanted}`)
  return named(name) ?? (name === 'platforms' ? (named('platform') ?? named('about')) : undefined)
}

/** Single words are left alone unless they stand as a field: a sentence may speak of a reason. */
function namesAsOptions(line: string, options: readonly Option[]): string {
  return options.reduce((text, option) => {
    const name = option.attributeName()
    const field = /[A-Z]/.test(name) ? `"${name}"(?:: true)?|\\b${name}\\b` : `"${name}": true`
    return text.replace(new RegExp(field, 'g'), option.long ?? name)
  }, line)
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
