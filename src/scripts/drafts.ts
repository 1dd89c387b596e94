/** The names of what a browser keeps of unsent texts begin so; they go when their writer signs out. */
export const DRAFTS = 'signalpost-draft:'
