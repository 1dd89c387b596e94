import { type MaintenanceUpdateRow, plannedWindow } from '../../../db/maintenance/updates.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { dateTime, span } from '../../../src/i18n/time.ts'
import { bodyFor, fieldFor, named } from '../../../src/i18n/wording.ts'
import type { Site } from '../../../src/views.ts'
import { actualWindow, endedOtherwise, toldAfterwards } from '../../domain/maintenance/maintenance.ts'
import { type MaintenanceNews, newEndOf, tellsThePlan, wordingOf } from '../../domain/maintenance/notice.ts'
import type { Wording } from '../../domain/wording.ts'
import { toText } from '../../lib/markdown.ts'
import { oneLine } from '../../lib/text.ts'
import { addressOf, maintenancePath } from '../facts/addresses.ts'
import { descriptionFor, type MaintenanceWithUpdates } from '../facts/maintenance.ts'
import type { Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import type { FeedItem } from './items.ts'
import { paragraph, updateMarkup } from './markup.ts'

/** An item for each window that subscribers were told of, its public words newest first. */
export async function maintenanceItems(snapshot: PublishSnapshot, platformId?: string): Promise<FeedItem[]> {
  const platforms = await snapshot.platforms()
  return (await announcedOf(snapshot, platformId)).map(({ maintenance, updates }) => {
    const times = updates.map((update) => update.created_at)
    const updatedAt = Math.max(...times)
    const [newest = '', ...older] = updates.map((update, index) =>
      markup(update, updates[index + 1], { maintenance, updates }, snapshot.site),
    )
    const about = updates
      .slice(0, 1)
      .map((update) => details(update, { maintenance, updates }, platforms, snapshot.site))
    return {
      id: null,
      name: `Maintenance/${maintenance.id}`,
      url: addressOf(snapshot.site, maintenancePath(maintenance.id)),
      title: oneLine(fieldFor(snapshot.site, maintenance, 'title').text),
      html: [newest, ...about, ...older].join(''),
      publishedAt: Math.min(...times),
      updatedAt,
      changedAt: updatedAt,
    }
  })
}

/** An item for each public word on such windows. */
export async function maintenanceUpdateItems(snapshot: PublishSnapshot, platformId?: string): Promise<FeedItem[]> {
  const platforms = await snapshot.platforms()
  return (await announcedOf(snapshot, platformId)).flatMap(({ maintenance, updates }) =>
    updates.map((update, index) => {
      const before = updates[index + 1]
      const { updateTitle } = dictionary(snapshot.site.locale).feeds
      return {
        id: update.id,
        name: `Update/${update.id}`,
        url: `${addressOf(snapshot.site, maintenancePath(maintenance.id))}#update-${update.id}`,
        title: oneLine(
          updateTitle(headline(update, before, snapshot.site), fieldFor(snapshot.site, maintenance, 'title').text),
        ),
        html:
          markup(update, before, { maintenance, updates }, snapshot.site) +
          details(update, { maintenance, updates }, platforms, snapshot.site),
        publishedAt: update.created_at,
        updatedAt: update.created_at,
        changedAt: update.created_at,
      }
    }),
  )
}

async function announcedOf(
  snapshot: PublishSnapshot,
  platformId: string | undefined,
): Promise<MaintenanceWithUpdates[]> {
  return (await snapshot.announcedMaintenances()).filter(
    ({ maintenance, updates }) =>
      updates.length > 0 && (platformId === undefined || maintenance.platforms.includes(platformId)),
  )
}

/** News whose point is when the window is. */
const TELLS_WHEN = new Set<MaintenanceNews>(['scheduled', 'announced', 'reminded', 'moved', 'extended'])

function markup(
  update: MaintenanceUpdateRow,
  before: MaintenanceUpdateRow | undefined,
  window: MaintenanceWithUpdates,
  site: Site,
): string {
  const { news, created_at } = update
  const { zone } = window.maintenance
  const { text: body, language: lang } = toldBy(update, window, site)
  const lead = TELLS_WHEN.has(news) ? `${times(update, zone, site).join('\n\n')}\n\n` : ''
  return updateMarkup({ at: created_at, lead, body, lang }, label(update, before, site), { ...site, zone })
}

/** Its own text, or the description of the work, or what speaks for itself. */
function toldBy(update: MaintenanceUpdateRow, window: MaintenanceWithUpdates, site: Site): Wording {
  const { news, body, ends_at, previous_ends_at } = update
  if (body !== null) return bodyFor(site, { ...update, body })
  if (speaksOfTheWork(update)) return descriptionFor(site, window)
  const { said } = dictionary(site.locale).maintenance
  return { text: said[wordingOf(news, ends_at, previous_ends_at)], language: null }
}

/** Is its text the description of the work? */
function speaksOfTheWork({ body, state, news }: MaintenanceUpdateRow): boolean {
  return body === null && state === 'announced' && news !== 'moved'
}

/** When the window is; one that was moved also tells when it was to be. */
function times(update: MaintenanceUpdateRow, zone: string, { locale }: Site): string[] {
  const { starts_at, ends_at, previous_starts_at: from, previous_ends_at: until } = update
  const { maintenance } = dictionary(locale)
  const when = span(starts_at, ends_at, zone, locale)
  if (from === null || until === null) return [when]
  return [maintenance.now(when), maintenance.previously(span(from, until, zone, locale))]
}

/** What every notice tells (support plan, "maintenance"), as far as `markup` has not: when, on what, what, and why. */
function details(update: MaintenanceUpdateRow, of: MaintenanceWithUpdates, { byId }: Platforms, site: Site): string {
  const { maintenance: m } = of
  const { locale } = site
  const { maintenance, words } = dictionary(locale)
  const { entry, what, whatWas } = maintenance
  const names = words.list(m.platforms.flatMap((id) => byId.get(id)?.name ?? []))
  const { state } = update
  const work = state === 'completed' || state === 'cancelled' ? whatWas[state] : what
  const lines = [
    ...(TELLS_WHEN.has(update.news) ? [] : window(update, of, locale)),
    toldAfterwards(m) && maintenance.afterwards,
    names !== '' && entry.platforms(names),
    !speaksOfTheWork(update) && entry.detail(work, plain(descriptionFor(site, of), locale)),
    entry.why(plain(fieldFor(site, m, 'reason'), locale)),
  ]
  return lines.map((line) => (line === false ? '' : paragraph(line))).join('')
}

/** Markdown without its marks, and its language where that is not the feed's. */
function plain({ text, language }: Wording, locale: Site['locale']): string {
  return named({ text: toText(text), language }, locale)
}

/** The window as it stood at the time; one that is over as it took place, and as it was planned where that differs. */
function window(
  { state, news, sequence, starts_at: startsAt, ends_at: endsAt, created_at: at }: MaintenanceUpdateRow,
  { maintenance: m, updates }: MaintenanceWithUpdates,
  locale: Site['locale'],
): string[] {
  const { mail, maintenance } = dictionary(locale)
  const words = mail.maintenance
  const window = { startsAt, endsAt }
  const planned = plannedWindow(
    window,
    updates.filter((update) => update.sequence <= sequence),
  )
  const otherEnd =
    planned.endsAt === endsAt
      ? []
      : [mail.fact(maintenance.newEnd[newEndOf(endsAt, planned.endsAt)], dateTime(endsAt, m.zone, locale))]
  const toBe = [words.wasPlanned(span(planned.startsAt, planned.endsAt, m.zone, locale)), ...otherEnd]
  if (state === 'completed') {
    const { startsAt, endsAt } = actualWindow(m)
    const tookPlace = words.tookPlace(span(startsAt, endsAt, m.zone, locale))
    return endedOtherwise(m, planned) ? [tookPlace, ...toBe] : [tookPlace]
  }
  return tellsThePlan({ news, state, endsAt, at }) ? toBe : [words.when(span(startsAt, endsAt, m.zone, locale))]
}

/** The state that it brings, as pages name it; of one that keeps its state, the news. */
function label(update: MaintenanceUpdateRow, before: MaintenanceUpdateRow | undefined, site: Site): string {
  const { state } = dictionary(site.locale).maintenance
  return before?.state === update.state ? newsWord(update, site) : state[update.state]
}

/** The news in the words of page and mail; of an update that says no more, the state that it brings. */
function headline(update: MaintenanceUpdateRow, before: MaintenanceUpdateRow | undefined, site: Site): string {
  return update.news === 'updated' ? label(update, before, site) : newsWord(update, site)
}

function newsWord({ news, ends_at, previous_ends_at }: MaintenanceUpdateRow, { locale }: Site): string {
  return dictionary(locale).maintenance.news[wordingOf(news, ends_at, previous_ends_at)]
}
