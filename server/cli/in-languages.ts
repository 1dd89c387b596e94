import { type Command, InvalidArgumentError } from 'commander'
import { textOf } from './input.ts'

type Given = Readonly<Record<string, string>>

/** Texts in other languages as options give them, by the names that commander gives these. */
export type InLanguages<F extends string> = { [K in `${F}In` | `${F}InFile`]?: Given }

/** Adds `--<field>-in <language=text>`, and where `file` is said `--<field>-in-file`, both repeatable. */
export function withLanguages(command: Command, field: string, { file = false } = {}): Command {
  const also = command.option(
    `--${field}-in <language=text>`,
    `its ${field} in another language; repeatable`,
    inLanguage,
  )
  return file
    ? also.option(`--${field}-in-file <language=file>`, 'the same from a file, "-" for standard input', inLanguage)
    : also
}

function inLanguage(word: string, previous: Given = {}): Given {
  const [, language, text] = /^([a-z-]+)=(.+)$/is.exec(word) ?? []
  if (!language || !text) throw new InvalidArgumentError('Write it like pt="Chamadas falham".')
  return { ...previous, [language]: text }
}

/** What such options give, as `translations`. `fields`: each field, and what it is called there. */
export function translationsOf<F extends string>(options: InLanguages<F>, fields: Readonly<Record<F, string>>) {
  const given = (Object.keys(fields) as F[]).flatMap((field) => {
    const files = Object.entries(options[`${field}InFile`] ?? {})
    const read = files.map(([language, path]) => [language, textOf(undefined, path) ?? ''] as const)
    const all = [...Object.entries(options[`${field}In`] ?? {}), ...read]
    return all.map(([language, text]) => ({ language, name: fields[field], text }))
  })
  if (given.length === 0) return undefined
  const byLanguage = Map.groupBy(given, ({ language }) => language)
  return Object.fromEntries(
    [...byLanguage].map(([language, texts]) => [
      language,
      Object.fromEntries(texts.map(({ name, text }) => [name, text])),
    ]),
  )
}
