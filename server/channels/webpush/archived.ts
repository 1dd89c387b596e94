import { rootIn } from '../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { ArchivedNotice } from '../../domain/platform/notice.ts'
import { DAY } from '../../domain/vocabulary.ts'
import { platformUrl } from '../../lib/links.ts'
import { perReader } from '../per-reader.ts'
import type { Zones } from '../zones.ts'
import { compose, type Notification, type PushSite, titled } from './notification.ts'

/** It is no less true later. */
export const ARCHIVED_TIME_TO_LIVE = 7 * DAY

/** The notification that a platform was archived. */
export const archivedNotification = perReader(write)

function write({ name, platformId }: ArchivedNotice, tag: string, _: Zones, site: PushSite): Notification {
  const locale = localeOf(tag)
  const { mail } = dictionary(locale)
  return compose({
    title: titled(mail.archived.state, name),
    lead: mail.archived.text,
    text: '',
    navigate: platformUrl(rootIn(site.publicUrl, { ...site, locale }), platformId),
    language: locale,
    locale,
    urgency: 'normal',
    topic: `platform:${platformId}`,
  })
}
