import { cleanText, oneLine } from './text.ts'

/** No more than this is looked at, and no more than the other is kept, in characters. */
const READ = 4_000
const KEPT = 500

const HIDDEN = '[hidden]'

/** What looks like a secret, in the order in which it is taken out. Everything is bounded: the text comes from outside. */
const RULES: readonly [pattern: RegExp, replacement: string | ((...found: string[]) => string)][] = [
  // Whole headers, to the end of the line.
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie|crypto-key|x-api-key)(["']? ?[:=]) ?[^\r\n]{1,2000}/gi,
    `$1$2 ${HIDDEN}`,
  ],
  // User and password in a URL: to the last @ before the path.
  [/(:\/\/)[^\s/?#"'<>]{1,500}@/g, `$1${HIDDEN}@`],
  [/\bvapid [kt]=[^\r\n]{1,2000}/gi, `vapid ${HIDDEN}`],
  [/\b(auth (?:plain|login|xoauth2)) \S{1,500}/gi, `$1 ${HIDDEN}`],
  [
    /\b(bearer|basic|digest) (\S{4,2000})/gi,
    (all = '', scheme = '', word = '') => (looksRandom(word) ? `${scheme} ${HIDDEN}` : all),
  ],
  // Values by their names; after a colon the rest of a sentence may follow instead.
  [/(pass(?:word|wd|phrase)?|pwd|secret)(["']?\s?[=:]\s?["']?)[^\s"'&<>]{1,500}/gi, `$1$2${HIDDEN}`],
  [/(key|token|sig|signature|auth|credentials?|session)(["']?\s?[=:]\s?["']?)([^\s"'&<>]{1,500})/gi, named],
  // Personal addresses of ours: the token is all that their holder has.
  [
    /(\/(?:manage|unsubscribe|resubscribe|confirm|owed|organisations|contacts|subscriptions|setup)\/)[^\s/"'<>]{8,500}/g,
    `$1${HIDDEN}`,
  ],
  [/\b[0-9a-z]{12}\.(?:[0-9a-z]{1,9}\.)?[\w-]{22}(?![\w-])/g, HIDDEN],
  [
    /\b(?:re|sk|pk|rk|stp|gh[a-z]|whsec|xox[a-z]|AKIA|AIza|SG)[_.-]?[\w+/=.-]{8,500}/g,
    (all = '') => (looksRandom(all) ? HIDDEN : all),
  ],
  [/\beyJ[\w.-]{10,3000}/g, HIDDEN],
  [/[\w+/=-]{20,4000}/g, (all = '') => (looksRandom(all) ? HIDDEN : all)],
  // An address names a person; its domain is what there is to mend.
  [/[^\s<>()",;:/[\]]{5,500}/g, nameless],
]

function named(all: string, name: string, sign: string, value: string): string {
  return sign.includes('=') || looksRandom(value) ? `${name}${sign}${HIDDEN}` : all
}

function nameless(word: string): string {
  const at = word.lastIndexOf('@')
  return at > 0 && word.indexOf('.', at) > 0 ? `…${word.slice(at)}` : word
}

/** Words keep to letters, or to digits; what was made by chance mixes them. */
function looksRandom(text: string): boolean {
  const mixed = (part: string) => part.length >= 6 && /\d/.test(part) && /[a-z]/i.test(part)
  const changing = (part: string) => (part.match(/[a-z][A-Z]/g)?.length ?? 0) >= 3
  return text.split(/[^A-Za-z0-9]/).some((part) => mixed(part) || changing(part))
}

/**
 * A text from outside, such as a provider's error, without what looks like a secret or names a person: on one line,
 * without control characters, of at most 500 characters.
 */
export function withoutSecrets(text: string): string {
  const read = cleanText(text.slice(0, READ))
  const hidden = RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by as string), read)
  const line = oneLine(hidden)
  return line.length > KEPT ? `${line.slice(0, KEPT - 1).toWellFormed()}…` : line
}
