import { z } from 'zod'
import { incidentId, line } from '../../../lib/input/fields.ts'
import { openIncidentInput, postUpdateInput } from '../../incident/input.ts'

/** `POST /drafts/{id}/return`. */
export const returnInput = z.strictObject({
  reason: line(1_000).describe('What has to change. Its author reads it, nobody outside does.'),
})

const secondEyes = z
  .boolean()
  .optional()
  .describe(
    'It waits for somebody else than its author, and goes out by itself five minutes before the promise is due. Default, and always where the plan asks for it: what the plan says for the priority.',
  )

/** `POST /drafts`. */
export const createDraftInput = z
  .strictObject({
    incident: openIncidentInput.optional().describe('An incident to be opened, as for `POST /incidents`.'),
    incidentId: incidentId.optional().describe('Of an update: the incident that it is of.'),
    update: postUpdateInput.optional().describe('An update, as for `POST /incidents/{id}/updates`.'),
    secondEyes,
  })
  .refine((draft) => (draft.incident === undefined) !== (draft.update === undefined), {
    error: 'Give either an incident or an update.',
  })
  .refine((draft) => (draft.update === undefined) === (draft.incidentId === undefined), {
    error: 'An update is of the incident that `incidentId` names.',
    path: ['incidentId'],
  })

/** `PATCH /drafts/{id}`. */
export const changeDraftInput = z
  .strictObject({
    incident: openIncidentInput.optional().describe('In place of what the draft said.'),
    update: postUpdateInput.optional().describe('In place of what the draft said.'),
  })
  .refine((draft) => (draft.incident === undefined) !== (draft.update === undefined), {
    error: 'Give either an incident or an update.',
  })
