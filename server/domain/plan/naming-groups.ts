import type { Plan } from './plan.ts'

/** What the configuration file has for a group of platforms alone: roles of teams and of people on the support page. */
export interface NamesGroup {
  teams: string[]
  people: string[]
}

/** Who is responsible for this group by name: where it is called otherwise, or gone, they answer for it no more. */
export function namesGroup({ teams, support }: Plan, group: string): NamesGroup {
  const people = [...support.contacts, ...support.escalation.flatMap((path) => path.people)]
  const roles = (all: readonly { role: string; families: readonly string[] }[]) => [
    ...new Set(all.filter(({ families }) => families.includes(group)).map(({ role }) => role)),
  ]
  return { teams: roles(teams), people: roles(people) }
}
