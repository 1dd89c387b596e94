/** What a form keeps in this browser, as its fields are: every tab keeps its own, the last under the key that all share. */
export function keptHere(key: string) {
  let own: string | null = null
  const sent = unanswered(`${key}:sent`)
  const isOwn = () => own !== null && localStorage.getItem(key) === own
  return {
    sent,
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

/** The save that was sent last, until it is answered: whoever has left meanwhile does not know whether it has arrived. */
function unanswered(key: string) {
  let last = localStorage.getItem(key)
  return {
    read: () => JSON.parse(last ?? 'null') as [string, string][] | null,
    write(fields: [string, string][]): void {
      last = JSON.stringify(fields)
      try {
        localStorage.setItem(key, last)
      } catch {
        // Full or forbidden: as long as the page stands, it is known here.
      }
    },
    drop(): void {
      if (last !== null && localStorage.getItem(key) === last) localStorage.removeItem(key)
      last = null
    },
  }
}
