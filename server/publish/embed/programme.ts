import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html } from 'hono/html'
import type { Site } from '../../../src/views.ts'
import { oneLine } from '../../lib/text.ts'
import { addressOf, programmeCalendarPath, programmeDataPath } from '../facts/addresses.ts'

const CODE = readFileSync(join(import.meta.dirname, 'programme.html'), 'utf8').trim()

/** What lists the next windows of a programme in a page of a portal; without scripts it links their calendar. */
export function programmeCode(site: Site, { id, title }: { id: string; title: string }): string {
  const given: Record<string, string> = {
    id,
    title: oneLine(title),
    data: site.url + programmeDataPath(id),
    calendar: addressOf(site, programmeCalendarPath(id)),
  }
  return CODE.replace(/\{(id|title|data|calendar)\}/g, (_, name: string) => `${html`${given[name] ?? ''}`}`)
}
