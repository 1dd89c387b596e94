import { invalid } from '../refusal.ts'

const POINTER = '/base'

/** A form names as seen what there is not: whoever sent it has not seen what there is. */
export function unseen() {
  const detail = 'must be what you have seen: look at what is there now, and send yours again'
  const parts = ['This form names something that is not there. Look at what is there now, and send yours again.']
  return invalid([{ pointer: POINTER, detail, parts }])
}

/** Is it that refusal? */
export function isUnseen({ fields = [] }: { fields?: readonly { pointer: string }[] }): boolean {
  return fields.some(({ pointer }) => pointer === POINTER)
}
