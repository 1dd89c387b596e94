/** So long is anybody waited for: the reader, the browser, its push service, and the server. Milliseconds. */
export const PATIENCE = 20_000

/** Ends once nobody would wait any longer. */
export function patience(): AbortSignal {
  const waiting = new AbortController()
  setTimeout(() => waiting.abort(new DOMException('', 'TimeoutError')), PATIENCE)
  return waiting.signal
}
