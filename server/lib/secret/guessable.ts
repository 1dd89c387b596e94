/**
 * So many guesses a password must withstand: the highest of zxcvbn's five grades, since a stolen database is guessed at
 * without anybody counting tries.
 */
const GUESSES = 1e10
/** What is behind adds nothing that is needed, and looking at it takes long. */
const LOOKED_AT = 64
/** Shorter words about somebody are in half of all passwords. */
const WORD = 4
/**
 * The fewest characters of a password (NIST SP 800-63B: 15 where nothing else is asked for, 8 at the least). Words about
 * its owner count for nothing.
 */
export const PASSWORD_LENGTH = 12

/** Our own name is the first that is tried here. */
const OURS = ['signalpost']

/**
 * Would somebody who knows `about` the owner (name, address) guess it soon: a common password, whatever is appended or
 * put in place of its letters, keys side by side, repetitions, dates, words about the owner and a few characters more?
 * As NIST SP 800-63B, 3.1.1.2 wants it.
 */
export async function isGuessable(password: string, about: readonly string[]): Promise<boolean> {
  const words = [...OURS, ...about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])]
    .map((word) => word.toLowerCase())
    .filter(({ length }) => length >= WORD)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), password.toLowerCase())
  if (rest.length < PASSWORD_LENGTH) return true
  const check = await estimator()
  return check(password.slice(0, LOOKED_AT), words).guesses < GUESSES
}

let loaded: ReturnType<typeof load> | undefined

/** Its lists take 30 MB of memory: nobody needs them until a password is set. */
function estimator(): ReturnType<typeof load> {
  loaded ??= load()
  return loaded
}

async function load() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: LOOKED_AT })
  return (password: string, words: string[]) => factory.check(password, words)
}
