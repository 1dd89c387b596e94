import { html, raw } from 'hono/html'
import { overallText } from '../../../src/i18n/headline.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { dateTime, moment } from '../../../src/i18n/time.ts'
import { PALETTE } from '../../../src/identity/palette.ts'
import { drawn as draw, SHAPES } from '../../../src/identity/shapes.ts'
import { worst } from '../../domain/platform/state.ts'
import type { Instant, PlatformState } from '../../domain/vocabulary.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { currentStates } from '../facts/states.ts'
import { widthOf } from './measure.ts'

/** The state of everything as a picture for other sites. */
export async function siteBadge(snapshot: PublishSnapshot): Promise<string> {
  const { site } = snapshot
  const states = [...(await currentStates(snapshot)).values()]
  const says = overallText(states, dictionary(site.locale))
  return drawn(snapshot, { name: site.name, state: worst(states), says, dueAt: nextOf(await snapshot.open()) })
}

/** The same of a platform; null for one that is not in use, whose state nobody knows. */
export async function platformBadge(snapshot: PublishSnapshot, id: string): Promise<string | null> {
  const [platforms, states, open] = await Promise.all([snapshot.platforms(), currentStates(snapshot), snapshot.open()])
  const state = states.get(id)
  if (!state) return null
  const touching = open.filter(({ impacts }) => impacts.some(({ platform_id }) => platform_id === id))
  const says = dictionary(snapshot.site.locale).words.state[state]
  return drawn(snapshot, { name: platforms.byId.get(id)?.name ?? id, state, says, dueAt: nextOf(touching) })
}

/** When the next update is due of the most urgent one, of which the front page speaks. */
function nextOf(incidents: Awaited<ReturnType<PublishSnapshot['open']>>): Instant | null {
  return mostUrgentFirst(incidents, ({ row }) => row)[0]?.row.next_update_due_at ?? null
}

interface Badge {
  name: string
  state: PlatformState
  says: string
  /** When an update is promised. */
  dueAt: Instant | null
}

/** At most so many characters of a name, and of a text. */
const [NAME, TEXT] = [32, 60]
const FONT = 11
const [PAD, LINE, ICON] = [8, 22, 14]

function drawn({ site, now }: PublishSnapshot, { name: given, state, says, dueAt }: Badge): string {
  const { locale, zone } = site
  const { page, promise, language } = dictionary(locale)
  const told = (time: string) => (dueAt !== null && dueAt < now ? promise.overdue(time) : promise.nextBy(time))
  const name = shorten(oneLine(given), NAME)
  const next = dueAt === null ? null : shorten(told(moment(dueAt, now, zone, locale)), TEXT)
  const sentences = [page.titled(name, says), ...(dueAt === null ? [] : [told(dateTime(dueAt, zone, locale))])]
  const left = widthOf(name, FONT) + 2 * PAD
  const first = left + PAD + ICON + 5 + widthOf(says, FONT) + PAD
  const width = Math.max(first, next === null ? 0 : widthOf(next, FONT) + 2 * PAD)
  const height = next === null ? LINE : 2 * LINE
  const { solid } = SHAPES[state]
  return `${html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" xml:lang="${language.tag}" lang="${language.tag}"><title id="title">${sentences.join('. ')}</title><rect width="${width}" height="${height}" fill="${solid}"/><rect width="${left}" height="${LINE}" fill="${PALETTE.ink.light}"/><svg x="${left + PAD}" y="4" width="${ICON}" height="${ICON}" viewBox="0 0 24 24">${raw(draw(SHAPES[state], '#fff', solid))}</svg><g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="${FONT}">${text(name, PAD, 0)}${text(says, left + PAD + ICON + 5, 0)}${next === null ? '' : text(next, PAD, 1)}</g><rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" fill="none" stroke="#8a958f"/></svg>`}`
}

/** Whatever font draws it, it takes the room that was measured. */
function text(content: string, x: number, line: number) {
  return html`<text x="${x}" y="${line * LINE + 15}" textLength="${widthOf(content, FONT)}" lengthAdjust="spacingAndGlyphs">${content}</text>`
}
