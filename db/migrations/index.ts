import type { Migration } from 'kysely/migration'
import * as spine from './0001-spine.ts'
import * as supportPlan from './0002-support-plan.ts'
import * as maintenance from './0003-maintenance.ts'
import * as limits from './0004-limits.ts'
import * as mendOlderDatabases from './0006-mend-older-databases.ts'
import * as promisedNotices from './0007-promised-notices.ts'
import * as toldAfterwards from './0009-told-afterwards.ts'
import * as reportPromises from './0012-report-promises.ts'
import * as programmesFollow from './0014-programmes-follow.ts'
import * as ladder from './0015-ladder.ts'
import * as staff from './0016-staff.ts'
import * as templates from './0017-templates.ts'
import * as drafts from './0018-drafts.ts'
import * as mailedLinks from './0019-mailed-links.ts'
import * as channels from './0020-channels.ts'
import * as contacts from './0021-contacts.ts'
import * as translations from './0022-translations.ts'
import * as auditSearched from './0023-audit-searched.ts'
import * as deliveryBoard from './0024-delivery-board.ts'
import * as identities from './0025-identities.ts'
import * as breakGlass from './0026-break-glass.ts'
import * as passkeys from './0027-passkeys.ts'
import * as subscribersFound from './0029-subscribers-found.ts'
import * as fourEyes from './0030-four-eyes.ts'
import * as windowsByEnd from './0031-windows-by-end.ts'

/** Every migration in order. Forward only; a listed one never changes. */
export const migrations: Record<string, Migration> = {
  '0001-spine': spine,
  '0002-support-plan': supportPlan,
  '0003-maintenance': maintenance,
  '0004-limits': limits,
  '0006-mend-older-databases': mendOlderDatabases,
  '0007-promised-notices': promisedNotices,
  '0009-told-afterwards': toldAfterwards,
  '0012-report-promises': reportPromises,
  '0014-programmes-follow': programmesFollow,
  '0015-ladder': ladder,
  '0016-staff': staff,
  '0017-templates': templates,
  '0018-drafts': drafts,
  '0019-mailed-links': mailedLinks,
  '0020-channels': channels,
  '0021-contacts': contacts,
  '0022-translations': translations,
  '0023-audit-searched': auditSearched,
  '0024-delivery-board': deliveryBoard,
  '0025-identities': identities,
  '0026-break-glass': breakGlass,
  '0027-passkeys': passkeys,
  '0029-subscribers-found': subscribersFound,
  '0030-four-eyes': fourEyes,
  '0031-windows-by-end': windowsByEnd,
}
