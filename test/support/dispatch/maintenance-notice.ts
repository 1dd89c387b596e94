import type { MaintenanceNotice } from '../../../server/domain/maintenance/notice.ts'
import { instant, START } from '../clock.ts'

/** The first notice of the monthly window of November 2026: Friday the 20th 22:00 to Saturday 04:00 in Denver. */
export const MAINTENANCE_NOTICE: MaintenanceNotice = {
  maintenanceId: 'monthly-2026-11-20',
  updateId: 'u1',
  sequence: 1,
  news: 'announced',
  state: 'announced',
  title: 'Monthly maintenance',
  description: 'The media servers are **updated**.',
  reason: 'Updates keep the service secure.',
  body: null,
  translations: {},
  platforms: [
    { id: 'zoom-phone', name: 'Zoom Phone' },
    { id: 'sip', name: 'SIP trunking' },
  ],
  impact: 'none',
  startsAt: instant('2026-11-21T05:00:00Z'),
  endsAt: instant('2026-11-21T11:00:00Z'),
  zone: 'America/Denver',
  previous: null,
  at: START,
  afterwards: false,
  shortNotice: null,
  programme: { id: 'monthly', title: 'Monthly maintenance' },
}
