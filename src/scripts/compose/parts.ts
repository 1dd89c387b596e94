/** What belongs to a form: its page, or its part of a page of several. */
export function sheetOf(form: HTMLFormElement): ParentNode {
  return form.closest('[data-sheet]') ?? form.ownerDocument
}
