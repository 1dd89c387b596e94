import type { Context } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { ConsoleView, DeskForm } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { discardDraft } from '../../../actions/draft/discard-draft.ts'
import { postFromDraft } from '../../../actions/draft/post-from-draft.ts'
import { onRevision } from '../../../actions/maintenance/on-revision.ts'
import { ok, type Refusal, type Result } from '../../../domain/refusal.ts'
import { type MaintenanceCommand, previewMaintenance } from '../../../preview/maintenance.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeOther } from '../../pages/form.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { inOwn, keep, onceOf, retaken } from '../form/drafts.ts'
import { sendToMe } from '../form/looks.ts'
import { doOnce } from '../form/once.ts'
import { alsoTelling, faultsIn } from '../form/overtaken.ts'
import { readingOf, valuesOf } from '../form/reading.ts'
import { type FormValues, first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { type FormOf, fieldsOf, freshDraft, type KeptForm, type SentForm, sentForm } from './drafts.ts'
import { besideFields, collisionsOf, knowingly } from './form.ts'
import { withLengthKept } from './length.ts'
import { deskPath } from './lists.ts'
import { doneMeanwhile } from './meanwhile.ts'
import { accepting, perform } from './perform.ts'
import { shownPreview } from './preview.ts'

type Content = Parameters<typeof consolePage>[2] & { kind: ConsoleView['kind'] }
export type ShownForm = Omit<DeskForm, 'twice'>

/** One form about maintenance: what it is of, and the page that it is on. */
export interface Sheet {
  of: FormOf
  /** The revision of the window as it is; 0 of a new one. */
  newest: number
  /** Of a window that this cannot be done about any more. */
  gone?: Refusal | null
  /** The address of its page. */
  page: string
  /** What the ids of its fields begin with. */
  prefix: string
  command(typed: FormValues): Result<MaintenanceCommand>
  /** Its page with the form as it was sent. */
  show(form: ShownForm): Promise<Content>
}

/** A form as it is begun. */
export function begunForm(of: FormOf, values: FormValues, base: number): ShownForm {
  const { id } = freshDraft(of)
  const draft = { id, base, revision: 0, is: 'begun', restoredFrom: null } as const
  return { draft, values, collisions: [], preview: null }
}

/** A form as it was kept. */
export function restoredForm({ draft, base, revision, savedAt, typed, restoredBy }: KeptForm): ShownForm {
  const shown = {
    id: draft.id,
    base,
    revision,
    is: 'begun',
    restoredFrom: savedAt,
    ...(restoredBy && { restoredBy }),
  } as const
  return { draft: shown, values: typed, collisions: [], preview: null }
}

/** Keeps, shows, sends to oneself, throws away or does what a form says, by its button. */
export async function takeSheet(c: Context<Env>, deps: AppDeps, sheet: Sheet): Promise<Response> {
  const values = await valuesOf(c)
  const asSent = sentForm(values, sheet.of, sheet.newest)
  const buttons = ['do', 'accept', 'check', 'keep', 'send', 'discard']
  const unknown = unknownButton(deps, first(values, 'do'), buttons)
  if (unknown) return again(c, deps, sheet, asSent, unknown)
  if (asSent.button === 'discard') return discard(c, deps, sheet, asSent)
  const typed = withLengthKept(asSent.typed, readingOf(deps))
  const sent = await inOwn(deps, sessionOf(c).actor, { ...asSent, typed })
  return sent.button === 'do' ? act(c, deps, sheet, { ...sent, values }) : look(c, deps, sheet, sent)
}

/**
 * Does it, once, and on nothing that its writer has not seen: a second tap is led to what the first has done, other words
 * are not lost on the way.
 */
async function act(
  c: Context<Env>,
  deps: AppDeps,
  sheet: Sheet,
  sent: SentForm & { values: FormValues },
): Promise<Response> {
  const command = sheet.command(sent.typed)
  if (!command.ok) return again(c, deps, sheet, sent, command.refusal)
  const { draft, base } = sent
  const done = await once(c, deps, sent, (ctx) =>
    knowingly(deps, sent.values, (accept) =>
      postFromDraft(ctx, draft, (inner) => perform(inner, accepting(command.value, accept), base)),
    ),
  )
  if (!done.ok) return again(c, deps, sheet, sent, done.refusal)
  await makePublic(deps)
  return led(c, done.value)
}

function once(c: Context<Env>, deps: AppDeps, sent: SentForm, act: Parameters<typeof doOnce>[3]) {
  const { personId } = sessionOf(c)
  return doOnce(deps, actionContext(c, deps), { personId, values: onceOf(sent, sent.typed) }, act)
}

/** To what a draft became, which says so. */
function led(c: Context<Env>, { id }: { id: string }): Response {
  return seeOther(c, `${deskPath(id)}?done`)
}

/** Keeps it as a draft, and shows what it would do, together with all that it collides with. */
async function look(c: Context<Env>, deps: AppDeps, sheet: Sheet, sent: SentForm): Promise<Response> {
  const ctx = actionContext(c, deps)
  const saved = await keep(ctx, sent, fieldsOf(sent.typed, sheet.of))
  if (!saved.ok && saved.refusal.code === 'draft_posted') {
    const done = await once(c, deps, sent, async () => saved)
    return done.ok ? led(c, done.value) : again(c, deps, sheet, sent, done.refusal)
  }
  if (!saved.ok) return again(c, deps, sheet, sent, saved.refusal)
  const kept = { ...sent, ...saved.value, isKept: true }
  const shown = shownForm(kept)
  if (sent.button === 'keep') return consolePage(c, deps, await sheet.show(shown))
  const command = sheet.command(sent.typed)
  if (!command.ok) return again(c, deps, sheet, kept, command.refusal)
  // The page that answers is of the window as it is now: whoever goes on from it has to know.
  const seen = await seenBy(ctx, sheet, sent)
  if (!seen.ok) return again(c, deps, sheet, kept, seen.refusal)
  const previewed = await previewMaintenance(deps, ctx, accepting(command.value, true))
  if (!previewed.ok) return again(c, deps, sheet, kept, previewed.refusal)
  const mailed = sent.button === 'send' ? await sendToMe(c, deps, previewed.value) : ok(null)
  if (!mailed.ok) return again(c, deps, sheet, kept, mailed.refusal)
  const preview = { ...(await shownPreview(deps, previewed.value, kept.draft.id)), sentTo: mailed.value }
  return consolePage(c, deps, await sheet.show({ ...shown, preview, collisions: preview.collisions }))
}

async function discard(c: Context<Env>, deps: AppDeps, sheet: Sheet, sent: SentForm): Promise<Response> {
  const discarded = await discardDraft(actionContext(c, deps), sent.draft)
  const isOver = discarded.ok || discarded.refusal.code === 'draft_posted'
  const says = dictionary(deps.site.locale).console.compose.discarded[discarded.ok ? 'now' : 'never']
  if (isOver) return seeDone(c, deps, sheet.page, says)
  return again(c, deps, sheet, await inOwn(deps, sessionOf(c).actor, sent), discarded.refusal)
}

/** The form once more, with what was typed and what was wrong; it is kept, so that nobody types it twice. */
async function again(
  c: Context<Env>,
  deps: AppDeps,
  sheet: Sheet,
  sent: SentForm & { isKept?: boolean },
  refusal: Refusal,
): Promise<Response> {
  const kept = sent.isKept ? sent : await keptOr(c, deps, sheet, sent)
  // Its page shows the window as it is now, and says that it is another one.
  const seen = await seenBy(actionContext(c, deps), sheet, sent)
  const command = sheet.command(sent.typed)
  const overtaken = seen.ok ? null : await withChanges(deps, sheet, sent, sheet.gone ?? seen.refusal)
  const whyNot = command.ok ? (overtaken ?? refusal) : command.refusal
  const wrong = refusal.code === 'changed_meanwhile' ? whyNot : refusal
  const says = alsoTelling(besideFields(wrong, sheet.prefix), refusal.code === 'form_sent' ? null : overtaken)
  const form = {
    ...shownForm({ ...kept, ...(!seen.ok && { base: sheet.newest }) }),
    collisions: await collisionsOf(deps, refusal),
  }
  return refusedPage(c, deps, await sheet.show(form), says)
}

/** Refused if the window is no longer as the form's writer saw it. */
async function seenBy(ctx: ActionContext, { of }: Sheet, { base }: SentForm): Promise<Result<null>> {
  return of ? onRevision(ctx, of.id, base, async () => ok(null)) : ok(null)
}

/** With what was done since its writer looked. */
async function withChanges(deps: AppDeps, { of }: Sheet, { base }: SentForm, refusal: Refusal): Promise<Refusal> {
  const since = of ? await doneMeanwhile(deps, of.id, base) : []
  return besideFields({ ...refusal, fields: [...faultsIn(refusal), ...since] })
}

async function keptOr(c: Context<Env>, deps: AppDeps, { of }: Sheet, sent: SentForm) {
  const saved = await keep(actionContext(c, deps), sent, fieldsOf(sent.typed, of))
  return saved.ok ? { ...sent, ...saved.value, isKept: true } : retaken(deps, sent, saved.refusal)
}

function shownForm(sent: SentForm & { isKept?: boolean }): ShownForm {
  const { draft, base, revision, typed } = sent
  const is = sent.isKept ? 'kept' : 'typed'
  return {
    draft: { id: draft.id, base, revision, is, restoredFrom: null },
    ...{ values: typed, collisions: [], preview: null },
  }
}
