import type { Reader, Row } from '../../../db/schema/index.ts'
import { findTemplateRow, listTemplateRows } from '../../../db/template/templates.ts'
import type { Template } from '../../domain/template/template.ts'
import { PHASES } from '../../domain/vocabulary.ts'

/** All templates in the order of the phases, then by name. Which fit an update says `fitting`. */
export async function listTemplates(db: Reader): Promise<Template[]> {
  const templates = (await listTemplateRows(db)).map(templateOf)
  return templates.sort(
    (a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.name.localeCompare(b.name, 'en'),
  )
}

export async function findTemplate(db: Reader, id: string): Promise<Template | null> {
  const row = await findTemplateRow(db, id)
  return row && templateOf(row)
}

function templateOf({ id, name, phase, platforms, title, body }: Row<'templates'>): Template {
  return { id, name, phase, platforms: JSON.parse(platforms) as string[], title, body }
}
