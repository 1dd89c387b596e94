/** What the dialog says by itself. */
interface Texts {
  /** `{wait}`: seconds. */
  tooMany: string
  offline: string
  failed: string
  goOn: string
}

const CODE = '/staff/sign-in/code/'

/**
 * Asks in a dialog who it is, with the second factor where there is one; the page around it stays as it is. Tells
 * whether somebody is signed in when it closes. `instead`: the page that would ask, which says why if the account was disabled.
 */
export function signInHere(dialog: HTMLDialogElement, instead: string): Promise<boolean> {
  const form = dialog.querySelector('form') as HTMLFormElement
  const texts = JSON.parse(dialog.dataset.texts ?? '{}') as Texts
  const part = (name: string) => dialog.querySelector<HTMLElement>(`[data-${name}]`) as HTMLElement
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  const [lead, submit] = [part('lead').textContent, part('submit').textContent]
  let [isIn, isAsking] = [false, false]

  return new Promise((resolve) => {
    ask('who')
    const page = new DOMParser().parseFromString(instead, 'text/html')
    wrong(page.querySelector('[data-disabled]')?.textContent ?? '')
    dialog.showModal()
    form.querySelector<HTMLInputElement>('[type=email]')?.focus()
    part('close').onclick = () => dialog.close()
    form.onsubmit = (event) => {
      event.preventDefault()
      event.stopPropagation()
      if (isIn) dialog.close()
      else if (!isAsking) void send()
    }
    dialog.onclose = () => {
      form.reset()
      part('lead').textContent = lead
      part('submit').textContent = submit
      wrong('')
      resolve(isIn)
    }
  })

  /** Shows the fields of one step, and sends no other. */
  function ask(step: 'who' | 'code' | 'none'): void {
    for (const name of ['who', 'code']) {
      part(name).hidden = name !== step
      for (const input of part(name).querySelectorAll('input')) input.disabled = name !== step
    }
    form.action = step === 'code' ? CODE : '/staff/sign-in/'
  }

  function wrong(text: string): void {
    part('wrong').hidden = text === ''
    part('wrong').textContent = text
  }

  async function send(): Promise<void> {
    isAsking = true
    const body = new URLSearchParams([...new FormData(form)] as [string, string][])
    const init = { method: 'POST', headers: { accept: 'text/html' }, body, redirect: 'manual' } as const
    const answer = await fetch(form.action, init).catch(() => null)
    isAsking = false
    if (!answer) {
      wrong(texts.offline)
      return
    }
    if (answer.type !== 'opaqueredirect') {
      take(new DOMParser().parseFromString(await answer.text(), 'text/html'), answer)
      return
    }
    isIn = true
    dialog.close()
  }

  /** What the page says that would have been shown instead. */
  function take(page: Document, { status, ok, headers }: Response): void {
    const fault = page.querySelector('.faults>ul')?.textContent?.trim()
    const ticket = page.querySelector<HTMLInputElement>(`form[action="${CODE}"] [name="ticket"]`)
    const isBegun = page.querySelector('form[action="/staff/sign-in/"]') !== null
    if (!ticket && !isBegun && ok) {
      leave(page)
      return
    }
    if (ticket || isBegun) ask(ticket ? 'code' : 'who')
    if (ticket) field('ticket').value = ticket.value
    const seconds = headers.get('retry-after')
    const tooMany = status === 429 && seconds !== null ? texts.tooMany.replace('{wait}', seconds) : null
    wrong(fault || (tooMany ?? (ok ? '' : texts.failed)))
    const next = field(ticket ? 'code' : 'password')
    next.value = ''
    next.focus()
  }

  /** A code to recover with is used up: how many are left is read before the page goes on. */
  function leave(page: Document): void {
    isIn = true
    ask('none')
    wrong('')
    part('lead').textContent = page.querySelector('main .notice')?.textContent?.trim() ?? ''
    part('submit').textContent = texts.goOn
    part('submit').focus()
  }
}
