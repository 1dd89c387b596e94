import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { MaintenanceNotice } from '../../domain/maintenance/notice.ts'
import { DAY, HOUR, type Instant } from '../../domain/vocabulary.ts'
import { maintenanceUrl } from '../../lib/links.ts'
import { shorten } from '../../lib/text.ts'
import { perReader } from '../per-reader.ts'
import { wordingFor } from '../wording.ts'
import { windowIn, type Zones } from '../zones.ts'
import { compose, type Notification, type PushSite } from './notification.ts'

const AT_LEAST = 4 * HOUR
/** Push services keep nothing longer. */
const AT_MOST = 28 * DAY

/** A notice of a window is worth showing until it ends, and for four hours in any case. */
export function maintenanceTimeToLive({ at, endsAt }: { at: Instant; endsAt: Instant }): number {
  return Math.min(AT_MOST, Math.max(AT_LEAST, endsAt - at))
}

/** The notification of one maintenance notice, in the reader's time. */
export const maintenanceNotification = perReader(write, (notice: MaintenanceNotice) => notice.zone)

function write(notice: MaintenanceNotice, tag: string, { reader }: Zones, site: PushSite): Notification {
  const locale = localeOf(tag)
  const { push, maintenance } = dictionary(locale)
  const { title, body, language } = wordingFor(notice, tag)
  return compose({
    title: push.maintenanceTitle(shorten(title, 80)),
    lead: push.maintenanceLead(maintenance.news[notice.news], windowIn(notice, reader, locale)),
    text: body || notice.description,
    navigate: maintenanceUrl(site.publicUrl, notice.maintenanceId),
    language,
    locale,
    urgency: 'normal',
    topic: `maintenance:${notice.maintenanceId}`,
  })
}
