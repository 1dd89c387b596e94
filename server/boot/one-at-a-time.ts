import type { IncomingMessage, ServerResponse } from 'node:http'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Has the requests of one connection handled one after the other, and none of a connection that is gone: whoever sends
 * a thousand at once gets no more of the processor than whoever waits for each answer.
 */
export function oneAtATime(handle: Handler): Handler {
  const waiting = new WeakMap<object, [IncomingMessage, ServerResponse][]>()

  function start(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    response.once('close', () => {
      const next = waiting.get(socket)?.shift()
      if (!next) waiting.delete(socket)
      else if (!socket.destroyed) setImmediate(start, ...next)
    })
    handle(request, response)
  }

  return (request, response) => {
    const queue = waiting.get(request.socket)
    if (queue) return void queue.push([request, response])
    waiting.set(request.socket, [])
    start(request, response)
  }
}
