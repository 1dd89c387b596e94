import type { Phase } from '../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from './frame.ts'
import type { FormValues } from './maintenance.ts'

/** A template with what is chosen put in; `missing`: what there is nothing to put in for. */
export interface FilledTemplate {
  title: string | null
  /** HTML. */
  body: string
  missing: string[]
}

export interface TemplatesView extends ConsoleFrame<'templates'> {
  mayChange: boolean
  /** In the order of the phases. `platforms`: names; none: all. */
  templates: { id: string; name: string; phase: Phase; platforms: string[]; filled: FilledTemplate }[]
}

export interface TemplateView extends ConsoleFrame<'template'> {
  /** Null: a new one. */
  id: string | null
  once: string
  values: FormValues
  platforms: { id: string; name: string }[]
  filled: FilledTemplate | null
  /** What somebody else has made of it since the form was shown; null: nothing. `platforms`: names; none: all. */
  standing: { name: string; phase: Phase; platforms: string[]; filled: FilledTemplate } | null
}
