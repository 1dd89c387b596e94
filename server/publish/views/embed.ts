import type { EmbedView } from '../../../src/views.ts'
import { isInForce } from '../../domain/maintenance/programme.ts'
import { programmeCode } from '../embed/programme.ts'
import { platformBadgePath, programmeCalendarPath, programmeDataPath, SITE_BADGE } from '../facts/addresses.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { platformPath } from './summary.ts'

/** What other sites can show, to be copied. */
export async function embedView(snapshot: PublishSnapshot): Promise<EmbedView> {
  const [platforms, programmes] = await Promise.all([snapshot.platforms(), snapshot.programmes()])
  return {
    kind: 'embed',
    badges: [
      { name: null, badge: SITE_BADGE, page: '/' },
      ...platforms.list.map(({ id, name }) => ({ name, badge: platformBadgePath(id), page: platformPath(id) })),
    ],
    programmes: programmes.filter(isInForce).map(({ id, title }) => ({
      title,
      data: programmeDataPath(id),
      calendar: programmeCalendarPath(id),
      code: programmeCode(snapshot.site, { id, title }),
    })),
  }
}
