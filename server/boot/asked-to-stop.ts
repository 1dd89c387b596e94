/**
 * Aborted by the first SIGTERM or SIGINT, with the signal's name as the reason. Called before anything else is loaded,
 * it holds for the whole start; the same signal once more ends the process at once.
 */
export function askedToStop(): AbortSignal {
  const asked = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => asked.abort(signal))
  return asked.signal
}
