/** Whether the books can keep a text: JSON may carry U+0000 and halves of surrogate pairs, PostgreSQL neither. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}
