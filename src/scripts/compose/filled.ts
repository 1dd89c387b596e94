/**
 * Texts with a placeholder that the server has filled in: they are sent as they were before, as long as nobody has
 * changed them, so that what is picked later goes into them as well.
 */
export class FilledTexts {
  private readonly texts = new Map<string, { text: string; filled: string }>()

  /** A field as it is sent. */
  sent(name: string, value: string): string {
    const known = this.texts.get(name)
    return known && known.filled === unified(value) ? known.text : value
  }

  /**
   * Puts into a form's fields what the server's `answer` knows by now; not under the hands of whoever writes one, or has
   * written since it was `sent`.
   */
  put(form: HTMLFormElement, answer: ParentNode, sent: ReadonlyMap<string, string>): void {
    for (const { name, value } of answer.querySelectorAll<HTMLTextAreaElement>('[data-filled]')) {
      const field = form.querySelector<HTMLInputElement>(`#${name}`)
      const text = sent.get(name) ?? ''
      if (!field || field === document.activeElement || this.sent(name, field.value) !== text) continue
      if (unified(text) === unified(value) && !this.texts.has(name)) continue
      field.value = value
      this.texts.set(name, { text, filled: unified(value) })
    }
  }
}

const unified = (text: string) => text.replaceAll('\r\n', '\n')
