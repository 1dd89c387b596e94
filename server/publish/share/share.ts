import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { headlineText } from '../../../src/i18n/headline.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { dateTime } from '../../../src/i18n/time.ts'
import { accentOf } from '../../../src/identity/accent.ts'
import { headlineNow } from '../../domain/incident/case/headline.ts'
import { openSince } from '../../domain/incident/times/span.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { RenderContext } from '../documents/document.ts'
import type { Make } from '../documents/family.ts'
import { incidentView } from '../views/incident.ts'
import { movedView } from '../views/moved.ts'
import { drawable, incidentPicture, sitePicture } from './picture.ts'

/** What is shown where the page of an incident is passed on; none where it is long over. */
export const sharedIncident: Make = async (context, id, path) => {
  const { snapshot, draw } = context
  if (!draw || (await movedView(snapshot, id))) return null
  const view = await incidentView(snapshot, id)
  if (!view?.picture) return null
  const { site } = snapshot
  const { incident } = view
  const t = dictionary(site.locale)
  const { share } = t.incident
  const time = (at: Instant) => dateTime(at, site.zone, site.locale)
  const isOpen = incident.resolvedAt === null
  const phase = headlineText(headlineNow(incident, view.promise.holdPassed), t)
  const says = isOpen && incident.impact !== 'operational' ? `${t.words.state[incident.impact]} · ${phase}` : phase
  // A name that cannot be drawn takes no other with it.
  const hit = incident.platforms.filter(({ impact }) => impact !== 'operational')
  const names = hit.map(({ name }) => drawable(name)).filter((name) => name !== '')
  const picture = incidentPicture({
    site: site.name,
    state: isOpen ? incident.impact : incident.caseStatus === 'closed' ? 'operational' : null,
    says,
    title: incident.title,
    facts: [
      ...(names.length > 0 ? [t.words.list(names)] : []),
      share.times(
        time(isOpen ? openSince(incident) : (incident.startedAt ?? incident.openedAt)),
        time(incident.resolvedAt ?? view.updates[0]?.at ?? incident.openedAt),
        isOpen,
      ),
    ],
  })
  return drawn(context, picture, path)
}

/** What is shown where any other page is passed on. */
export const sharedSite: Make = async (context, _, path) => {
  const { site } = context.snapshot
  return drawn(
    context,
    sitePicture(site.name, dictionary(site.locale).incident.share.site, accentOf(site.brand).light),
    path,
  )
}

/** Drawn, or else the mark alone. */
async function drawn({ draw, undrawn }: RenderContext, picture: string, path: string): Promise<Buffer> {
  try {
    return draw ? await draw(picture) : await plain()
  } catch (error) {
    undrawn?.(error, `could not draw ${path}`)
    return plain()
  }
}

/** What is named by pages is always there. */
function plain(): Promise<Buffer> {
  return readFile(join(import.meta.dirname, '../../../dist/client/share-plain.png'))
}
