import { actorOf, type Person } from './person.ts'

/** An entry of the audit trail about a token or an account; `id` is its place in the trail. */
interface Entry {
  id: number
  actor: string
  /** `token/k3j…` or `person/k3j…`. */
  object: string
  detail: unknown
}

interface Made extends Entry {
  /** Of the token. */
  name: string
}

/**
 * Who made each token, as the trail tells it: ids of people by id of token. What was made with a token that somebody made
 * is theirs, too. Tokens of the command line and of other programs have no maker.
 */
export function makersOf(
  people: readonly Pick<Person, 'id' | 'name'>[],
  created: readonly Entry[],
  changes: readonly Entry[],
): Map<string, string> {
  const made = created.map((entry): Made => ({ ...entry, name: (entry.detail as { name: string }).name }))
  const makers = new Map<string, string>()
  for (const token of made.toSorted((a, b) => a.id - b.id)) {
    const maker = people.find((person) => actorOf({ name: nameAt(person, changes, token.id) }) === token.actor)?.id
    const by = maker ?? makers.get(idOf(latestNamed(made, token)?.object ?? ''))
    if (by !== undefined) makers.set(idOf(token.object), by)
  }
  return makers
}

/** The token that acted: no two in force have the same name. */
function latestNamed(made: readonly Made[], { id, actor }: Entry): Made | undefined {
  return made.filter((other) => other.id < id && `token/${other.name}` === actor).at(-1)
}

/** What somebody was called at that place of the trail. */
function nameAt({ id, name }: Pick<Person, 'id' | 'name'>, changes: readonly Entry[], at: number): string {
  for (const change of changes) {
    const renamed = (change.detail as { name?: { from: string } }).name
    if (change.object === `person/${id}` && change.id > at && renamed) return renamed.from
  }
  return name
}

function idOf(object: string): string {
  return object.slice(object.indexOf('/') + 1)
}
