/** How a language says who acted, of whom there is no name. */
export interface ActorWords {
  withToken: (name: string) => string
  /** Of the account of the server by which a command was given. */
  byCommand: (account: string) => string
}

/** Where the words stand: those of ours begin a sentence with a capital; names stay as they are. */
export type Place = 'first' | 'within'

/** Who acted, as people read it: "Dana Reyes (duty lead)" of "staff/Dana Reyes (duty lead)", and words for all others. */
export function actorInWords(actor: string, { withToken, byCommand }: ActorWords, place: Place = 'within'): string {
  const [, way, name = ''] = /^(token|cli|staff|provider)\/(.+)$/s.exec(actor) ?? []
  // People, and the identity provider, have names of their own.
  if (way === 'staff' || way === 'provider') return name
  if (way === undefined) return actor
  const words = way === 'token' ? withToken(name) : byCommand(name)
  return place === 'first' ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words
}

/**
 * An actor with the whole address of somebody who has no name, where only one of these people can be meant: the audit
 * trail keeps no addresses, but colleagues who have to ask need it.
 */
export function withAddress(actor: string, people: readonly { role: string; email: string }[]): string {
  const [, role, first = '', domain = ''] = /^staff\/(.+) \((.)…(@\S+)\)$/s.exec(actor) ?? []
  const meant = people.filter((p) => p.role === role && p.email.startsWith(first) && p.email.endsWith(domain))
  const addresses = [...new Set(meant.map(({ email }) => email))]
  return addresses.length === 1 ? `staff/${role} (${addresses[0]})` : actor
}
