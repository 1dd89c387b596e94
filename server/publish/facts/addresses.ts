import { rootIn } from '../../../src/i18n/address.ts'
import type { Site } from '../../../src/views.ts'

/** Where a public path is found in the world, in the language of `site`. */
export const addressOf = (site: Site, path: string) => rootIn(site.url, site) + path

/** Public paths of what has more than one room to be named in. */
export const maintenancePath = (id: string) => `/maintenance/${id}/`
export const reportPath = (month: string) => `/reports/${month}/`
export const maintenanceMonthPath = (month: string) => `/maintenance/${month}/`
export const programmeCalendarPath = (id: string) => `/programmes/${id}/calendar.ics`
export const programmeDataPath = (id: string) => `/programmes/${id}.json`
export const platformCalendarPath = (id: string) => `/platforms/${id}/calendar.ics`
export const windowCalendarPath = (id: string) => `${maintenancePath(id)}calendar.ics`
export const SITE_CALENDAR = '/calendar.ics'
export const platformBadgePath = (id: string) => `/platforms/${id}/badge.svg`
export const SITE_BADGE = '/badge.svg'
