/** Something that an installation needs before customers see it. */
export interface Step {
  name: string
  /** Null: nobody but the operator can know. */
  isDone: boolean | null
  /** How it stands. */
  text: string
  /** The command or setting that does it. */
  how: string
}
