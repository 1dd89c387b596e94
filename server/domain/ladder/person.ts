/** Who acted, as people read it: "Dana Reyes (duty lead)" of "staff/Dana Reyes (duty lead)"; `withToken` words a token. */
export function actorInWords(actor: string, withToken: (name: string) => string): string {
  const token = /^token\/(.+)$/s.exec(actor)?.[1]
  return token === undefined ? actor.replace(/^staff\//, '') : withToken(token)
}
