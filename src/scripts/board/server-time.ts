/** A difference below this is the way of the page through the network. */
const TRUSTED = 30_000

let ahead = 0

/** Takes the server's time from a page that has just come: a phone's clock may be minutes wrong. */
export function setServerTime(made: number): void {
  const difference = made - Date.now()
  if (Math.abs(difference) < TRUSTED) ahead = 0
  else if (Number.isFinite(difference)) ahead = difference
}

/** The server's time, in epoch milliseconds. */
export const serverNow = () => Date.now() + ahead
