import { environment, SECRETS } from './environment.ts'

const NAMES = [...Object.keys(environment.shape), ...SECRETS.map((name) => `${name}_FILE`)]

/** What to tell of each variable that is not read and is almost called as one that is; says nothing of values. */
export function misnamed(variables: NodeJS.ProcessEnv): string[] {
  const isSet = (name: string) => Boolean(variables[name] || variables[`${name}_FILE`])
  return Object.keys(variables).flatMap((name) => {
    if (NAMES.includes(name) || !variables[name]) return []
    // Where what is meant is set as well, the other is somebody else's.
    const meant = NAMES.find((known) => isAlmost(name.toUpperCase(), known) && !isSet(known))
    return meant === undefined ? [] : [`${name} is not a name that Signalpost reads; did you mean ${meant}?`]
  })
}

/** The same but for underlines, a typing mistake or two in a long name, or one of its words left out. */
function isAlmost(name: string, known: string): boolean {
  if (name.replaceAll('_', '') === known.replaceAll('_', '')) return true
  return isMistyped(name, known) || lacksWord(name.split('_'), known.split('_'))
}

/** Names of other lengths, as most are, are not compared letter by letter: every command asks this as it starts. */
function isMistyped(name: string, known: string): boolean {
  const mistakes = mistakesIn(known)
  return Math.abs(name.length - known.length) <= mistakes && distance(name, known) <= mistakes
}

/** Every shell has its own names that are like short ones: HOME, HOSTS, POST. */
function mistakesIn({ length }: string): number {
  if (length < 8) return 0
  return length < 10 ? 1 : 2
}

/** `RESEND_KEY` for `RESEND_API_KEY`, but not `API_KEY`, which may be anybody's. */
function lacksWord([first, ...others]: string[], [knownFirst, ...known]: string[]): boolean {
  if (first !== knownFirst || others.length === 0 || known.at(-1) === 'FILE') return false
  return known.some((_, left) => known.toSpliced(left, 1).join('_') === others.join('_'))
}

/** How many letters were left out, added, replaced, or swapped with the next (optimal string alignment). */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  const of = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= other.length; j++) {
      const replaced = of(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1)
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row.push(Math.min(replaced, of(i - 1, j) + 1, of(i, j - 1) + 1, isSwapped ? of(i - 2, j - 2) + 1 : replaced))
    }
  }
  return of(one.length, other.length)
}
