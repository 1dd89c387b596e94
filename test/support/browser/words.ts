import type { Page } from 'playwright-core'

/** The words of some elements that do not stand in one piece on one line, as somebody would see them. */
export function brokenWords(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((chosen) => {
    const broken: string[] = []
    for (const element of document.querySelectorAll(chosen)) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let node = texts.nextNode(); node; node = texts.nextNode())
        for (const { index, 0: word } of (node.nodeValue ?? '').matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word)
        }
    }
    return broken
  }, selector)
}
