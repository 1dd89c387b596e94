import type { Amendment, AmendView } from './amend.ts'
import type { ComposeView } from './compose.ts'
import type { ComposedDraft } from './draft.ts'
import type { ConsoleFrame } from './frame.ts'
import type { ComposePreview } from './preview.ts'

/** What stands beside a form while it is written, alone: the rest of the page is there. */
export interface PaneView extends ConsoleFrame<'pane'> {
  /** The small page that it is of; null: the composer. */
  of: Amendment | null
  preview: ComposePreview | null
  following: AmendView['following']
  /** What was typed as it will look: HTML. */
  looks: string | null
  /** Is the box that confirms it ticked? */
  isConfirmed: boolean
  /** How it was kept, where it is; and texts that it can begin with. */
  draft: Pick<ComposedDraft, 'id' | 'revision' | 'is'> | null
  /** What was typed, with what is known by now filled in. */
  texts: { title: string; body: string } | null
  templates: ComposeView['choices']['templates']
}
