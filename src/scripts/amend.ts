/** What a small page about an incident would do, as its form is filled in and not kept. Without this, "Check it" says the same. */

/** After the last key press, in milliseconds. */
const [LOOK, PATIENCE] = [500, 20_000]
/** Answers that say something of what was typed: it can be sent, or what is wrong with it. */
const TOLD = [200, 403, 409, 422]

export {}

const form = document.querySelector<HTMLFormElement>('form.amend:not([data-draft-is])')
if (form) watch(form)

function find<E extends HTMLElement>(selector: string, root: ParentNode = document): E | null {
  return root.querySelector<E>(selector)
}

function watch(form: HTMLFormElement): void {
  const [pane, shown, due] = [find('[data-pane]', form), find('[data-preview]', form), find('[data-due]', form)]
  let [timer, looking] = [0, new AbortController()]

  form.addEventListener('input', () => {
    // What was said is true of what was typed before.
    due?.replaceChildren()
    stop()
    timer = window.setTimeout(() => void look().catch(() => {}), LOOK)
  })
  form.addEventListener('submit', (event) => {
    stop()
    if ((event.submitter as HTMLButtonElement | null)?.value !== 'check') return
    event.preventDefault()
    event.stopPropagation()
    void look(true).then((isShown) => isShown && pane?.scrollIntoView({ block: 'nearest' }), leave)
  })

  function stop(): void {
    clearTimeout(timer)
    looking.abort()
  }

  /** As without a script: the page that comes says why, and keeps what was typed. */
  function leave(): void {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'do', value: 'check' }))
    form.submit()
  }

  async function look(isPressed = false): Promise<boolean> {
    looking = new AbortController()
    const fields = [...new FormData(form)].map(([name, value]) => [name, `${value}`])
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: new URLSearchParams([...fields, ['do', 'look']]),
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), looking.signal]),
    })
    if (!TOLD.includes(answer.status)) throw new Error(`${answer.status}`)
    renew(new DOMParser().parseFromString(await answer.text(), 'text/html'), isPressed)
    return true
  }

  function renew(page: Document, isPressed: boolean): void {
    const [next, faults] = [find('[data-preview]', page), find('.faults>ul', page)]
    // Nobody is told that a text is missing while they choose what comes with it.
    const isBegun = isPressed || find<HTMLTextAreaElement>('#body', form)?.value !== ''
    shown?.replaceChildren(...(isBegun && faults ? [faults] : []), ...(next?.childNodes ?? []))
    if (pane) pane.hidden = !shown?.hasChildNodes()
    const lines = [...(shown?.querySelectorAll('p.next, p.reach') ?? [])]
    due?.replaceChildren(...lines.flatMap((line) => [line.cloneNode(true), ' ']))
    const [box, asked] = [find('[data-confirm]', form), find('[data-confirm]', page)]
    if (!box || !asked) return
    box.className = asked.className
    find('[data-asks]', box)?.replaceChildren(...(find('[data-asks]', asked)?.childNodes ?? []))
  }
}
