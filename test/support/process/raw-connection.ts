import { connect } from 'node:net'

/** A connection on which a test says what it likes. */
export interface RawConnection {
  send(text: string): void
  /** Reads on; does nothing while it reads already. */
  read(): void
  /** Everything that came, once the other side has ended. */
  ended: Promise<string>
}

export function rawConnection(url: string, { reading = true } = {}): RawConnection {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const pieces: string[] = []
  socket.setEncoding('latin1').on('data', (piece: string) => pieces.push(piece))
  if (!reading) socket.pause()
  // Ended by the other side, with what was under way or without: that it ended is what counts.
  socket.on('error', () => {})
  const ended = new Promise<string>((resolve) => {
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(pieces.join('')))
  })
  return { send: (text) => void socket.write(text, 'latin1'), read: () => void socket.resume(), ended }
}
