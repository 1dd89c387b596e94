/**
 * Has the device make a passkey, or sign in with one, and sends what it says with the form. Where the browser cannot, what
 * is for those that can stays hidden.
 */

const can = typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential

for (const part of document.querySelectorAll<HTMLElement>('[data-passkeys]')) {
  part.hidden = (part.dataset.passkeys === 'can') !== can
}
for (const form of can ? document.querySelectorAll<HTMLFormElement>('form[data-wrong]') : []) listen(form)

function listen(form: HTMLFormElement): void {
  let isAsking = false
  const fault = form.querySelector<HTMLElement>('.fault')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // It is sent by the answer alone.
    event.stopPropagation()
    void ask()
  })
  if (form.dataset.making) void ask()

  async function ask(): Promise<void> {
    if (isAsking) return
    isAsking = true
    say('')
    try {
      const credential = await answer(form.dataset)
      for (const field of form.querySelectorAll<HTMLInputElement>('[name="credential"]')) {
        field.value = JSON.stringify(credential)
      }
      form.submit()
    } catch (error) {
      const words = JSON.parse(form.dataset.wrong ?? '{}') as Record<string, string>
      say(words[(error as Error).name] ?? words.failed ?? '')
    }
    isAsking = false
  }

  function say(text: string): void {
    if (fault) fault.hidden = text === ''
    fault?.querySelector('span')?.replaceChildren(text)
  }
}

/** What the device says: of a new passkey, or with one that it has. */
async function answer({ making, begin = '' }: DOMStringMap): Promise<Credential | null> {
  const { credentials } = navigator
  if (making) {
    return credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(making)) })
  }
  const begun = await fetch(begin, { method: 'POST', headers: { accept: 'application/json' } })
  return credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await begun.json()) })
}
