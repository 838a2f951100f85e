import { DateInput } from '@mantine/dates'
import { useFormats } from './useFormats.ts'
import { useUrl } from './useUrl.ts'

/** A day that a list is narrowed by, kept in the address under its name; the list begins anew. */
export function DayFilter({ name, label, width }: { name: string; label: string; width: number }) {
  const { dayPattern } = useFormats()
  const url = useUrl()
  return (
    <DateInput
      size="xs"
      w={width}
      clearable
      aria-label={label}
      placeholder={label}
      valueFormat={dayPattern}
      value={url.get(name) ?? null}
      onChange={(value) => url.set({ [name]: value, after: null })}
    />
  )
}
