/**
 * Forms that are kept while they are written, without a reload: what is typed is kept here at once and at the server a
 * moment later, what it would do is shown beside it (with `data-asked`: once somebody has asked), and an expired session
 * is asked for in place. Without it, the form's buttons do the same.
 */

import { type Answered, askedOf, refuseFailed, type Save, toldBy } from './compose/asking.ts'
import { clearFaults } from './compose/faults.ts'
import { draftOf, type Fields, fillIn, formIn, leave, takeDraft, takeWords } from './compose/fields.ts'
import { FilledTexts } from './compose/filled.ts'
import { followStart } from './compose/follow-start.ts'
import { keptHere } from './compose/kept-here.ts'
import { sheetOf } from './compose/parts.ts'
import { outdate, renew } from './compose/renew.ts'
import { signInHere } from './compose/sign-in.ts'

/** Not shared with `console.ts`, which clears what is called so: what two scripts import does not travel in the page. */
const DRAFTS = 'signalpost-draft:'

/** After the last key press, and where there was no connection, in milliseconds. */
const [LOOK, RETRY] = [500, 5_000]
/** Fields that are the form's own, not typed. */
const OWN = ['draft', 'base', 'revision', 'seen']

// A page that answers a form is asked for like any other when somebody comes back to it or reloads it: the text is kept.
history.replaceState(null, '')
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft-is]')) compose(form)

function compose(form: HTMLFormElement): void {
  const [sheet, isAsked] = [sheetOf(form), form.dataset.asked !== undefined]
  const here = keptHere(`${DRAFTS}${form.dataset.me}:${new URL(form.action).pathname}`)
  const body = find<HTMLTextAreaElement>('#body', form)
  const [pane, note, renewal] = [find('[data-pane]'), find('[data-kept]'), find('[data-again]')]
  const texts = JSON.parse(note?.dataset.texts ?? '{}') as Record<string, string>
  const filled = new FilledTexts()
  /** The save that is on its way: the next one waits for it, to be written on it. The last that asks has its turn. */
  let [underway, turn] = [Promise.resolve(), 0]
  let [timer, looking, isPosting, isDeclined, isUnposted] = [0, new AbortController(), false, false, false]
  /** What the page came with is said until somebody goes on. */
  let isTouched = false

  followStart(form)
  form.addEventListener('input', ({ target }) => {
    isTouched = true
    changed(outdate(sheet, target) ? 0 : LOOK)
  })
  form.addEventListener('submit', (event) => {
    const button = event.submitter as HTMLButtonElement | null
    // It begins a page of its own.
    if (button?.value === 'discard') return forget()
    event.preventDefault()
    event.stopPropagation()
    isTouched = true
    find('[data-sent]')?.replaceChildren()
    if (button?.name === 'template') void take(button.value)
    else if (button?.value === 'send') void sendToMe()
    else if (button && ['post', 'do', 'accept'].includes(button.value)) isPosting || void post(button.value)
    else void look(true).then(() => (pane ?? find('[data-preview]'))?.scrollIntoView({ block: 'nearest' }))
  })
  renewal?.addEventListener('click', () => void look(true))
  addEventListener('online', () => here.isOwn() && again(0))
  bringBack()

  function find<E extends HTMLElement>(selector: string, root = sheet): E | null {
    return root.querySelector<E>(selector)
  }

  function fieldsNow(): Fields {
    return [...new FormData(form)].map(([name, value]) => [name, filled.sent(name, `${value}`)])
  }

  const typedNow = () => JSON.stringify(fieldsNow().filter(([name]) => !OWN.includes(name)))

  function say(text: string | undefined): void {
    if (note && note.textContent !== text) note.textContent = text ?? ''
    for (const name of ['hint', 'notice', 'warn'])
      note?.classList.toggle(name, (name === 'hint') !== Boolean(isUnposted && text))
  }

  const whyNot = (error: unknown) => toldBy(error, texts) ?? (isUnposted ? texts.unposted : texts.here)

  /** What did not reach the server before. */
  function bringBack(): void {
    const kept = here.read()
    if (!kept || form.dataset.draftIs !== 'begun') {
      here.claim()
      // A text that is there to be corrected is nobody's writing yet.
      const isWritten = form.dataset.draftIs !== 'begun' || find('[data-restored]')?.hidden === false
      if (isAsked ? form.dataset.draftIs === 'typed' : isWritten && body?.value) again(0)
      return
    }
    fillIn(form, kept)
    if (sheet instanceof HTMLDetailsElement) sheet.open = true
    find('[data-restored]')?.removeAttribute('hidden')
    changed()
  }

  function changed(after = LOOK): void {
    here.write(fieldsNow())
    again(after)
  }

  function again(after: number): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => void look(), after)
  }

  function stopLooking(): void {
    clearTimeout(timer)
    turn++
    looking.abort()
  }

  function posting(isIt: boolean): void {
    isPosting = isIt
    form.toggleAttribute('data-posting', isIt)
  }

  function forget(): void {
    stopLooking()
    here.sent.drop()
    here.drop()
  }

  /** Sends the form for a button; null where nobody is signed in, or it was posted and leads elsewhere. */
  async function send(extra: Fields, isPressed: boolean, { signal, fields = fieldsNow() }: Save = {}): Answered {
    const [[, button] = ['', '']] = extra
    const answer = await askedOf(form, [...fields, ...extra], signal)
    if (answer.redirected) {
      forget()
      // The form that was posted is not gone back to.
      location.replace(answer.url)
      return null
    }
    if (answer.status === 401) return signInFor(answer, isPosting ? () => post(button) : look, isPressed)
    // It was not taken, and is not to be sent once more.
    if (answer.status === 413 || answer.status === 429) here.sent.drop()
    refuseFailed(answer, texts)
    return new DOMParser().parseFromString(await answer.text(), 'text/html')
  }

  /** Saves once more what may not have arrived, as it was: the same twice is once, and the next save is written on it. */
  async function settle(isPressed: boolean, signal?: AbortSignal): Promise<void> {
    const fields = here.sent.read()
    if (!fields || new Map(fields).get('draft') !== draftOf(form)) return here.sent.drop()
    const next = formIn(form, await send([['do', 'keep']], isPressed, { signal, fields }))
    if (!next) return
    if (next.dataset.draftIs === 'kept') takeDraft(form, next)
    here.sent.drop()
  }

  /** Saves, and shows what it would do. The writer goes on typing meanwhile. */
  function look(isPressed = false): Promise<void> {
    clearTimeout(timer)
    if (isPressed) looking.abort()
    const own = ++turn
    underway = underway.then(() => (own === turn ? save(isPressed) : undefined))
    return underway
  }

  async function save(isPressed: boolean): Promise<void> {
    looking = new AbortController()
    const { signal } = looking
    try {
      await settle(isPressed, signal)
      const [typed, fields] = [typedNow(), fieldsNow()]
      here.sent.write(fields)
      const isLooking = !isAsked || isPressed || find('[data-preview]')?.hasChildNodes()
      const button = isLooking ? (isAsked ? 'check' : 'look') : 'keep'
      const page = await send([['do', button]], isPressed, { signal, fields })
      const next = formIn(form, page)
      if (!page || !next) return
      here.sent.drop()
      // What is wrong is a page of its own.
      if (isAsked && isPressed && !find('[data-preview]', sheetOf(next))?.hasChildNodes()) return leave(form, 'check')
      filled.put(form, next, new Map(fields))
      if (isLooking && isTouched) clearFaults(form, page)
      renew({ form, sheet }, { page, sheet: sheetOf(next) })
      const isAnew = draftOf(next) !== draftOf(form)
      const isTyped = next.dataset.draftIs === 'typed'
      if (isTyped && !isAnew) return say(texts.elsewhere)
      takeDraft(form, next)
      // The draft was posted in another window: what stands here is kept as a new one.
      if (isTyped) return again(0)
      if (next.dataset.draftIs === 'kept') say(isUnposted ? texts.back : texts.saved)
      isUnposted = false
      if (typed === typedNow()) here.drop()
      else if (here.isOwn()) here.write(fieldsNow())
    } catch (error) {
      if (signal.aborted) return
      say(whyNot(error))
      if (whyNot(error) !== texts.large) again(RETRY)
    }
  }

  /** Posts without leaving, so that nothing is lost where there is no connection; what is wrong is a page of its own. */
  async function post(button: string): Promise<void> {
    stopLooking()
    posting(true)
    try {
      if (await send([['do', button]], true)) leave(form, button)
    } catch (error) {
      posting(false)
      isUnposted = true
      changed()
      say(whyNot(error))
    }
  }

  /** Sends the mail to whoever writes, and says so by the buttons, where it stays; what is wrong is a page of its own. */
  async function sendToMe(): Promise<void> {
    stopLooking()
    try {
      await settle(true)
      const own = formIn(form, await send([['do', 'send']], true))
      if (!own) return
      const [sent, said] = [find('[data-sent]'), find('[data-sent]', sheetOf(own))?.textContent]
      if (!sent || !said) return leave(form, 'send')
      takeDraft(form, own)
      sent.textContent = said
    } catch (error) {
      say(whyNot(error))
    }
  }

  async function take(template: string): Promise<void> {
    stopLooking()
    const [typed, page] = [typedNow(), await send([['template', template]], true).catch(() => null)]
    // What was typed or picked meanwhile is not written over: it stands below that.
    if (page && typed !== typedNow()) return take(template)
    if (page) takeWords(form, page)
    body?.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /**
   * Asks who it is, then goes on; nothing of the page is lost. Whoever has closed it is asked again when they press a
   * button, not while they type.
   */
  async function signInFor(refused: Response, then: () => Promise<void>, isPressed: boolean): Promise<null> {
    const dialog = document.querySelector<HTMLDialogElement>('[data-sign-in]')
    if (!dialog || dialog.open) return null
    const isIn = (isPressed || !isDeclined) && (await signInHere(dialog, await refused.text()))
    posting(false)
    isDeclined = !isIn
    if (renewal) renewal.hidden = isIn
    say(isIn ? '' : texts.ended)
    if (isIn) void then()
    return null
  }
}
