import { expect, test } from 'vitest'
import { toDocument, toHtml } from '../../server/lib/markdown.ts'

test('a document keeps its outline below the heading above it, whatever rank it begins with', () => {
  expect(toDocument('# Summary\n\nCut.\n\n### Why')).toBe('<h3>Summary</h3>\n<p>Cut.</p>\n<h4>Why</h4>\n')
  expect(toDocument('## Cause')).toBe('<h3>Cause</h3>\n')
  expect(toHtml('## Cause')).not.toContain('<h')
})
