/**
 * Makes an element look like a newer one by changing no more than differs. What is still there stays itself: a fold the
 * reader opened, the focus, a selection, the place reached in a table or by a screen reader.
 */
export function morph(old: Element, now: Element): void {
  takeAttributes(old, now)
  const kept = pair([...old.childNodes], [...now.childNodes])
  const staying = new Set(kept.values())
  for (const node of [...old.childNodes]) if (!staying.has(node) && !isOwn(node)) node.remove()
  let place = old.firstChild
  for (const fresh of [...now.childNodes]) {
    const node = kept.get(fresh) ?? fresh
    if (node === place) place = place.nextSibling
    else old.insertBefore(node, place)
    if (node === fresh || node.isEqualNode(fresh)) continue
    if (node instanceof Element) morph(node, fresh as Element)
    else node.nodeValue = fresh.nodeValue
  }
}

/** Added by a script of the page: no answer of the server has it. */
const isOwn = (node: Node) => node instanceof Element && node.matches('.copy')

/** Whether a fold is open is up to the reader from the first moment on. */
function takeAttributes(old: Element, now: Element): void {
  for (const name of new Set([...old.getAttributeNames(), ...now.getAttributeNames()])) {
    const value = now.getAttribute(name)
    if (name === 'open' || value === old.getAttribute(name)) continue
    if (value === null) old.removeAttribute(name)
    else old.setAttribute(name, value)
  }
}

/** Which of the old nodes goes on as which of the new: the same one, else the one of the same name, else of the same kind. */
function pair(old: ChildNode[], now: ChildNode[]): Map<ChildNode, ChildNode> {
  const free = new Set(old)
  const kept = new Map<ChildNode, ChildNode>()
  for (const alike of [same, sameName]) {
    for (const fresh of now) {
      const node = kept.has(fresh) ? undefined : [...free].find((one) => alike(one, fresh))
      if (!node) continue
      kept.set(fresh, node)
      free.delete(node)
    }
  }
  return kept
}

const same = (a: Node, b: Node) => a.isEqualNode(b)
const sameName = (a: Node, b: Node) => a.nodeName === b.nodeName && nameOf(a) === nameOf(b)

/** What tells an element from its neighbours of the same kind: an id, or where it leads. */
function nameOf(node: Node): string | null | undefined {
  if (!(node instanceof Element)) return null
  const link = node.matches('a') ? node : node.matches('li, article, tr') ? node.querySelector('a') : null
  return node.id || node.getAttribute('aria-labelledby') || link?.getAttribute('href')
}
