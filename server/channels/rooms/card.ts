import { rootIn } from '../../../src/i18n/address.ts'
import { type Dictionary, dictionary, type Locale, localeOf } from '../../../src/i18n/index.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import { isOver } from '../../domain/maintenance/maintenance.ts'
import type { MaintenanceNotice } from '../../domain/maintenance/notice.ts'
import { caseWays } from '../../domain/plan/support.ts'
import type { ArchivedNotice } from '../../domain/platform/notice.ts'
import { incidentUrl, maintenanceUrl, platformUrl } from '../../lib/links.ts'
import { type Line, type Run, toLines } from '../../lib/markdown.ts'
import { advice, isMarked } from '../case-lines.ts'
import type { Message, Receiver } from '../channel.ts'
import type { MailSite } from '../email/email.ts'
import type { Fact } from '../email/facts.ts'
import * as ofMaintenance from '../email/maintenance.ts'
import * as ofUpdate from '../email/update.ts'
import { perReader } from '../per-reader.ts'
import { wordsFor } from '../wording.ts'
import { inBothZones, type Zones } from '../zones.ts'

/** At most so many platforms are named. */
const NAMED = 10

/** How much it matters: a colour beside the words, never in place of them. */
export type Tone = 'bad' | 'warning' | 'good' | 'news'

/** What a room is told, before it is written in the format of its service. */
export interface Card {
  tone: Tone
  title: string
  /** The state first, then what we promise. */
  state: readonly string[]
  /** What staff wrote, under its heading if it has one. */
  texts: readonly { heading: string | null; lines: readonly Line<Run>[] }[]
  /** What the reader can do. */
  todo: string | null
  /** Each with its state, under a heading. */
  facts: { heading: string | null; rows: readonly Fact[] }
  link: { text: string; url: string }
  /** All of it in a few words. */
  summary: string
  /** The words where a text is cut, and between a label and what stands beside it. */
  goesOn: string
  fact(label: string, value: string): string
}

/** What a room is told of a message; null of a kind that is not for rooms. */
export function cardOf(message: Message, receiver: Receiver, site: MailSite): Card | null {
  if (message.kind === 'update') return updateCard(message.notice, receiver, site)
  if (message.kind === 'maintenance') return maintenanceCard(message.notice, receiver, site)
  if (message.kind === 'archived') return archivedCard(message.notice, receiver, site)
  return message.kind === 'test' ? testCard(localeOf(receiver.locale), site) : null
}

const updateCard = perReader(ofIncident)

function ofIncident(notice: Notice, tag: string, zones: Zones, site: MailSite): Card {
  const locale = localeOf(tag)
  const t = dictionary(locale)
  const { saidLast } = notice
  const { title, body, label } = wordsFor({ ...notice, ...saidLast }, tag, site.languages)
  const time = (at: number) => inBothZones(at, notice.at, zones, locale)
  return {
    ...inWords(
      t.push.title(title, isMarked(notice)),
      ofUpdate.stateLines(notice, zones, { locale, languages: site.languages }, t),
      t,
    ),
    tone: toneOf(notice),
    texts: written([{ heading: saidLast ? t.incident.latest(time(saidLast.at)) : null, text: body, label }]),
    todo: advice(notice, time, caseWays(site.support.channels, false), t),
    facts: { heading: t.mail.platforms, rows: ofUpdate.platformsOf(notice, t, NAMED) },
    link: {
      text: t.mail.page,
      url: incidentUrl(rootIn(site.publicUrl, { ...site, locale }), notice.master?.id ?? notice.incidentId),
    },
  }
}

function toneOf(notice: Notice): Tone {
  if (ofUpdate.isSolved(notice)) return 'good'
  if (notice.phase === 'resolved' || notice.about === 'duplicate') return 'news'
  const impacts = new Set(notice.platforms.map(({ impact }) => impact))
  if (notice.priority === 'P1G' || impacts.has('major_outage')) return 'bad'
  return impacts.has('partial_outage') || impacts.has('degraded_performance') ? 'warning' : 'news'
}

const maintenanceCard = perReader(ofWindow, (notice: MaintenanceNotice) => notice.zone)

function ofWindow(notice: MaintenanceNotice, tag: string, zones: Zones, site: MailSite): Card {
  const locale = localeOf(tag)
  const t = dictionary(locale)
  const { title, body, label } = wordsFor(notice, tag, site.languages)
  return {
    ...inWords(
      t.push.maintenanceTitle(title),
      ofMaintenance.stateLines(notice, zones, { locale, languages: site.languages }, t),
      t,
    ),
    tone: isOver(notice) ? 'good' : 'news',
    texts: written([{ heading: null, text: body, label }, ...ofMaintenance.textsOf(notice, locale, site.languages)]),
    todo: null,
    facts: { heading: null, rows: ofMaintenance.factsOf(notice, t, NAMED) },
    link: {
      text: t.mail.maintenance.page,
      url: maintenanceUrl(rootIn(site.publicUrl, { ...site, locale }), notice.maintenanceId),
    },
  }
}

const archivedCard = perReader(({ name, platformId }: ArchivedNotice, tag, _zones, site: MailSite): Card => {
  const locale = localeOf(tag)
  const t = dictionary(locale)
  const url = platformUrl(rootIn(site.publicUrl, { ...site, locale }), platformId)
  return plain(t.mail.archived.state(name), [t.mail.archived.text], { text: t.rooms.platform, url }, t)
})

function testCard(locale: Locale, site: MailSite): Card {
  const t = dictionary(locale)
  const { test, site: page } = t.rooms
  const url = `${rootIn(site.publicUrl, { ...site, locale })}/`
  return plain(test.title(site.siteName), [test.state, test.text], { text: page, url }, t)
}

function plain(title: string, state: readonly string[], link: Card['link'], t: Dictionary): Card {
  const nothing = { texts: [], todo: null, facts: { heading: null, rows: [] } }
  return { ...inWords(title, state, t), ...nothing, tone: 'news', link }
}

function inWords(title: string, state: readonly string[], { push, mail }: Dictionary) {
  const summary = push.parts([title, ...state.slice(0, 1)])
  return { title, state, summary, goesOn: mail.goesOn, fact: mail.fact }
}

interface Source {
  heading: string | null
  /** Markdown, and what language it is in where that is not the room's. */
  text: string
  label: string | null
}

function written(texts: readonly Source[]): Card['texts'] {
  return texts
    .filter(({ text }) => text.trim() !== '')
    .map(({ heading, text, label }) => ({
      heading,
      lines: [...(label === null ? [] : [{ marks: '', parts: [{ text: label }] }]), ...toLines(text)],
    }))
}
