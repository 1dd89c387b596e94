import { programmeData } from '../calendars/calendars.ts'
import {
  maintenanceMonthPath,
  maintenancePath,
  platformBadgePath,
  programmeDataPath,
  reportPath,
  SITE_BADGE,
} from '../facts/addresses.ts'
import { sharedIncident, sharedSite } from '../share/share.ts'
import { WIRE_DOCUMENTS, wireIncidentAlone, wireIncidentOnPage } from '../statuspage/documents.ts'
import { picturePath, SITE_PICTURE } from '../views/picture.ts'
import { incidentPath, platformPath } from '../views/summary.ts'
import { atOnce, calendar, feeds, soon, spoken } from './families.ts'
import type { Family, TagPattern } from './family.ts'
import * as make from './makers.ts'
import { manifest, staffManifest } from './manifest.ts'

const WIRE_INCIDENT: readonly TagPattern[] = ['incident:{id}', 'states-of:{id}', 'names-of:{id}', 'kin-of:{id}']
const PLATFORM_FEED: readonly TagPattern[] = ['platform:{id}', 'overdue-on:{id}', 'kin-on:{id}', 'platform-names']

/**
 * Every document of the public folder, a family a line: what it is about, where it lies, what it shows, when it is made,
 * and how. In the order in which they are made. A document that shows something new gets the tag of it here.
 */
export const REGISTRY: readonly Family[] = [
  ...spoken([
    // Pages.
    atOnce(
      'incident',
      incidentPath,
      ['incident:{id}', 'standing-of:{id}', 'states-of:{id}', 'kin-of:{id}', 'names-of:{id}', 'shared:{id}'],
      make.incidentPage,
    ),
    atOnce('site', '/', ['incidents', 'maintenance', 'standing', 'overrun', 'platform-list', 'day'], make.homePage),
    atOnce(
      'platform',
      platformPath,
      ['platform:{id}', 'windows-on:{id}', 'standing-on:{id}', 'states-on:{id}', 'platform-names', 'day'],
      make.platformPage,
    ),
    atOnce('window', maintenancePath, ['window:{id}', 'platform-names'], make.maintenancePage),
    atOnce('site', '/maintenance/', ['maintenance', 'overrun', 'platform-names', 'day'], make.maintenanceListPage),
    atOnce('site', '/history/', ['history', 'months', 'platform-names'], make.historyPage),
    atOnce('month', (month) => `/history/${month}/`, ['history:{id}', 'months', 'platform-names'], make.monthPage),
    atOnce('site', '/subscribe/', ['choices', 'platform-names'], make.subscribePage),
    atOnce('site', '/support/', ['hours', 'day'], make.supportPage),
    soon('site', '/embed/', ['platform-list'], make.embedPage),
    atOnce('site', '/404.html', [], make.errorPage(404)),
    atOnce('site', '/500.html', [], make.errorPage(500)),
    atOnce('site', '/503.html', [], make.errorPage(503)),
    atOnce('site', '/manifest.webmanifest', [], make.json(manifest)),
    soon('site', '/promises/', ['promises', 'overdue', 'platform-names', 'day'], make.promisesPage),
    soon('month', reportPath, ['report:{id}', 'months', 'platform-names'], make.reportPage),
    soon(
      'maintenance month',
      maintenanceMonthPath,
      ['maintenance', 'overrun', 'platform-names', 'day'],
      make.maintenanceMonthPage,
    ),
  ]),
  // How fresh things are: tells an open page whether to look again.
  atOnce('site', '/now.json', ['event', 'minute'], make.nowDocument),
  ...spoken([
    // What other sites show.
    soon('site', SITE_BADGE, ['incidents', 'maintenance', 'standing', 'platform-list', 'day'], make.siteBadge),
    soon(
      'platform',
      platformBadgePath,
      ['platform:{id}', 'standing-on:{id}', 'windows-on:{id}', 'day'],
      make.platformBadge,
    ),
    // Feeds.
    ...feeds('incident', (id) => ({ about: 'incident', id }), [
      'incident:{id}',
      'overdue-of:{id}',
      'kin-of:{id}',
      'names-of:{id}',
    ]),
    ...feeds('site', () => ({ about: 'everything' }), ['incidents', 'maintenance', 'overdue', 'platform-names']),
    ...feeds('site', () => ({ about: 'updates' }), ['incidents', 'maintenance', 'overdue', 'platform-names']),
    ...feeds('platform', (id) => ({ about: 'platform', id }), PLATFORM_FEED),
    ...feeds('platform', (id) => ({ about: 'platform updates', id }), PLATFORM_FEED),
    // Calendars.
    calendar('site', () => ({ about: 'everything' }), ['maintenance', 'platform-names', 'day']),
    calendar('platform', (id) => ({ about: 'platform', id }), ['windows-on:{id}', 'platform-names', 'day']),
    calendar('window', (id) => ({ about: 'window', id }), ['window:{id}', 'platform-names', 'day']),
    calendar('programme', (id) => ({ about: 'programme', id }), ['maintenance', 'platform-names', 'day']),
  ]),
  soon('site', '/embed/banner.json', ['incidents', 'maintenance', 'minute'], make.bannerDocument),
  soon('site', '/embed/banner.js', [], make.bannerSource),
  // Statuspage's wire format.
  ...Object.entries(WIRE_DOCUMENTS).map(([path, show]) =>
    soon('site', path, ['incidents', 'maintenance', 'platform-list', 'day'], make.json(show)),
  ),
  soon('incident', (id) => `/incidents/${id}.json`, WIRE_INCIDENT, make.json(wireIncidentAlone)),
  soon('incident', (id) => `/api/v2/incidents/${id}.json`, WIRE_INCIDENT, make.json(wireIncidentOnPage)),
  soon('programme', programmeDataPath, ['maintenance', 'platform-names', 'day'], make.json(programmeData)),
  soon(
    'programme',
    (id) => `/programmes/${id}/calendar.json`,
    ['maintenance', 'platform-names', 'day'],
    make.json(programmeData),
  ),
  atOnce('site', '/staff.webmanifest', [], make.json(staffManifest)),
  // Where a page is passed on: last, since a picture takes longest.
  ...spoken([
    soon(
      'incident',
      picturePath,
      ['incident:{id}', 'standing-of:{id}', 'names-of:{id}', 'shared:{id}'],
      sharedIncident,
    ),
    soon('site', SITE_PICTURE, [], sharedSite),
  ]),
]
