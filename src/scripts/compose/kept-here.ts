/** What a form keeps in this browser, as its fields are: every tab keeps its own, the last under the key that all share. */
export function keptHere(key: string) {
  let own: string | null = null
  const isOwn = () => own !== null && localStorage.getItem(key) === own
  return {
    /** Is what is kept there what this tab has written? */
    isOwn,
    read: () => JSON.parse(localStorage.getItem(key) ?? 'null') as [string, string][] | null,
    /** This page is the answer to what is kept there. */
    claim(): void {
      own = localStorage.getItem(key)
    },
    write(fields: [string, string][]): void {
      own = JSON.stringify(fields)
      try {
        localStorage.setItem(key, own)
      } catch {
        // Full or forbidden: the server keeps it.
      }
    },
    /** Forgets it, unless another tab has written it. */
    drop(): void {
      if (isOwn()) localStorage.removeItem(key)
    },
  }
}
