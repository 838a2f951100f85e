import { DayInput } from './DayInput.tsx'
import { useUrl } from './useUrl.ts'

/** A day that a list is narrowed by, kept in the address under its name; the list begins anew. */
export function DayFilter({ name, label, width }: { name: string; label: string; width: number }) {
  const url = useUrl()
  return (
    <DayInput
      size="xs"
      w={width}
      clearable
      aria-label={label}
      placeholder={label}
      value={url.get(name) ?? null}
      onChange={(value) => url.set({ [name]: value, after: null })}
    />
  )
}
