/** Public paths of what has more than one room to be named in. */
export const maintenancePath = (id: string) => `/maintenance/${id}/`
export const maintenanceMonthPath = (month: string) => `/maintenance/${month}/`
export const programmeCalendarPath = (id: string) => `/programmes/${id}/calendar.ics`
export const programmeDataPath = (id: string) => `/programmes/${id}.json`
export const platformCalendarPath = (id: string) => `/platforms/${id}/calendar.ics`
export const SITE_CALENDAR = '/calendar.ics'
