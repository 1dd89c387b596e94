/** What a template leaves open, written in braces: `{eta}`. */
export const PLACEHOLDERS = ['platforms', 'case', 'eta'] as const
type Placeholder = (typeof PLACEHOLDERS)[number]

const ANY = /\{[ \t]{0,3}([a-z][a-z_-]{0,30})[ \t]{0,3}\}/gi

/** What is known of an incident when a template is taken. An empty text is as good as none. */
export interface Facts {
  /** The names of the platforms, as customers know them. */
  platforms: readonly string[]
  case?: string | null | undefined
  /** When it is expected to be over, in words with the time zone: `15:07 MST`. */
  eta?: string | null | undefined
}

export interface Filled {
  title: string | null
  /** Markdown. */
  body: string
  /** What there was nothing to put in for. It still stands in the text, where no post with it is accepted. */
  missing: Placeholder[]
}

const conjunction = new Intl.ListFormat('en', { type: 'conjunction' })

/** A template with what is known put in. */
export function fill(template: { title: string | null; body: string }, facts: Facts): Filled {
  const words: Record<Placeholder, string> = {
    platforms: conjunction.format(facts.platforms),
    case: facts.case?.trim() ?? '',
    eta: facts.eta?.trim() ?? '',
  }
  const filled = (text: string, write: (word: string) => string) =>
    text.replace(ANY, (found, name: string) => {
      const known = placeholderOf(name)
      return (known && write(words[known])) || found
    })
  const all = placeholdersIn(`${template.title ?? ''}\n${template.body}`)
  return {
    title: template.title === null ? null : filled(template.title, (word) => word),
    body: filled(template.body, asMarkdown),
    missing: all.filter((name) => words[name] === ''),
  }
}

/**
 * Where a text ends with this template's own, filled in or not, and otherwise untouched: at its beginning or as its last
 * paragraphs. Null: it does not.
 */
export function startOf(template: string, text: string, platforms: readonly string[]): number | null {
  const names = platforms.flatMap((name) => [name, asMarkdown(name)].map(RegExp.escape))
  const one = `(?:${names.join('|') || '(?!)'})`
  const known: Record<Placeholder, string> = {
    platforms: `${one}(?:(?:, and |, | and )${one})*`,
    case: '[^\\n]{1,80}',
    eta: '[^\\n]{1,40}',
  }
  const seen = new Set<Placeholder>()
  const pieces = template.trim().split(/(\{[^{}\n]*\})/)
  const pattern = pieces.map((piece) => {
    const name = placeholderOf(piece.slice(1, -1).trim())
    if (!name) return RegExp.escape(piece)
    const filled = seen.has(name) ? `\\k<${name}>` : `(?<${name}>${known[name]})`
    seen.add(name)
    return `(?:${RegExp.escape(piece)}|${filled})`
  })
  const found = new RegExp(`(?:^|(?<=\\n\\n))${pattern.join('')}\\s*$`).exec(text)
  return found?.index ?? null
}

/** The placeholders in a text, each once. */
export function placeholdersIn(text: string): Placeholder[] {
  const found = namesIn(text).map(placeholderOf)
  return PLACEHOLDERS.filter((name) => found.includes(name))
}

/** Words in braces that are no placeholder, as they are written: nothing would ever be put in for them. */
export function unknownPlaceholdersIn(text: string): string[] {
  return [...new Set(namesIn(text).filter((name) => placeholderOf(name) === undefined))]
}

function namesIn(text: string): string[] {
  return [...text.matchAll(ANY)].map(([, name = '']) => name)
}

function placeholderOf(name: string): Placeholder | undefined {
  return PLACEHOLDERS.find((one) => one === name.toLowerCase())
}

/** A name in Markdown that means only itself; what means nothing where it stands is left as people know it. */
function asMarkdown(name: string): string {
  return name.replace(/[\\`*[\]<~]|^[#>|+-]|(?<![a-z0-9])_|_(?![a-z0-9])|&(?=#?[a-z0-9]{1,32};)/gi, '\\$&')
}
