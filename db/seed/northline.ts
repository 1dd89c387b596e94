import { CISCO } from './cisco.ts'
import { CONTACT_CENTRE } from './contact-centre.ts'
import { ORGANISATIONS } from './desk/organisations.ts'
import { TEMPLATES } from './desk/templates.ts'
import { LEGACY } from './legacy.ts'
import { MAINTENANCES, PROGRAMMES } from './maintenance.ts'
import { MESSAGING } from './messaging.ts'
import { OPEN } from './open.ts'
import { PLATFORMS } from './platforms.ts'
import { PORTALS } from './portals.ts'
import type { Seed } from './seed.ts'
import { TEAMS } from './teams.ts'
import { VOICE } from './voice.ts'
import { ZOOM } from './zoom.ts'

/** Northline Communications, a provider that does not exist: 90 days of its page, one P1G open, a year of maintenance ahead. */
export const NORTHLINE: Seed = {
  name: 'northline',
  platforms: PLATFORMS,
  incidents: [...TEAMS, ...CISCO, ...ZOOM, ...CONTACT_CENTRE, ...VOICE, ...MESSAGING, ...LEGACY, ...PORTALS, ...OPEN],
  programmes: PROGRAMMES,
  maintenances: MAINTENANCES,
  templates: TEMPLATES,
  organisations: ORGANISATIONS,
}
