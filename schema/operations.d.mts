/** A published document: its file and its text. */
export interface PublishedOperation {
  name: string
  url: URL
  location: string
  text: string
}

/** Every published document: file name, path and text. */
export function readOperations(): PublishedOperation[]

/** The text that goes over the wire, without a line end. */
export function canonicalText(text: string): string
